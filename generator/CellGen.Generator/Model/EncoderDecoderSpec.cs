namespace CellGen.Generator.Model;

/// <summary>An [EncoderDecoder] attribute, as values, with what its two nets are.</summary>
/// <param name="Encoder">The cell over the source, or over the layers before it; null where the context is given.</param>
/// <param name="Source">The tokens of the source; null for rows of numbers.</param>
/// <param name="Decoder">The cell over the target, without the context.</param>
/// <param name="Target">The tokens of the target; null for rows of numbers.</param>
/// <param name="Head">What gives the output.</param>
internal sealed record EncoderDecoderSpec(CellSpec? Encoder, TokenSpec? Source, CellSpec Decoder, TokenSpec? Target, CellSpec Head)
{
    /// <summary>The layers of an encoder of several, the last of which is <see cref="Encoder"/>; empty for a cell alone.</summary>
    public EquatableArray<LayerSpec> EncoderLayers { get; init; }

    /// <summary>The number of values in a step of the source, or of its embedding; of a context that is given, of that.</summary>
    public int SourceSize { get; init; }

    public AttentionKind Attention { get; init; }

    /// <summary>The size of a query and a key of additive attention.</summary>
    public int AttentionSize { get; init; }

    /// <summary>The longest source.</summary>
    public int MaxSource { get; init; }

    /// <summary>Whether the decoder reads the context at every step.</summary>
    public bool ContextAsInput { get; init; }

    /// <summary>Whether the decoder reads what it wrote in training, too.</summary>
    public bool FeedBack { get; init; }

    /// <summary>Whether both have one embedding.</summary>
    public bool SharedEmbedding { get; init; }

    public int StartToken { get; init; }

    public int EndToken { get; init; } = -1;

    /// <summary>The size of a context that is given; 0 with an encoder.</summary>
    public int Context { get; init; }

    /// <summary>The size of a step of the encoder's output, and of the context.</summary>
    public int ContextSize => Encoder?.LayerOutput ?? Context;

    /// <summary>Whether a context stands beside what the decoder reads: a fixed one, or what additive attention finds.</summary>
    public bool JoinsInput => ContextAsInput || Attention == AttentionKind.Additive;

    /// <summary>The size of a step of what the decoder's cell reads.</summary>
    public int JoinedInput => Decoder.Input + (JoinsInput ? ContextSize : 0);

    /// <summary>Whether attention follows the decoder's cell, and its head reads what comes of both.</summary>
    public bool Combines => Attention is AttentionKind.Dot or AttentionKind.General;

    /// <summary>Whether the decoder can read what it wrote.</summary>
    public bool FeedsBack => Target is not null || Head.Hidden == Decoder.Input;
}
