namespace CellGen;

/// <summary>
/// Joins two nets to one that turns a sequence into another (Sutskever, Vinyals and Le 2014; Cho et al. 2014): the encoder runs
/// over the source, and the decoder begins with what that came to. Both are classes with a [RecurrentCell], the decoder with a
/// [DenseHead] too; the joined class has cells and weights of its own, and theirs stay as they are. Without an encoder a vector
/// that is given becomes a sequence, such as the features of a picture its caption (Vinyals et al. 2015).
/// </summary>
/// <remarks>
/// <para>
/// The context is the last state of the encoder's last layer, of two directions both, or what is given. The decoder begins with the
/// encoder's last states where layers, sizes and kinds of state are the same and the encoder has one direction, with a given context
/// where it has one layer whose whole state is h of that size; else with
/// tanh(W context + b), with <c>bridge.weight</c> and <c>bridge.bias</c>, whose rows are the states in order: h of the first layer,
/// its cell state where there is one, h of the second.
/// </para>
/// <para>
/// With additive attention the decoder reads y_(t−1) and the attended states side by side; with dot and general attention its head
/// reads tanh(W [c; h]), with <c>attention.combine.weight</c>. Tensors of the encoder are called <c>encoder.weight_ih_l0</c> and so
/// on, those of the decoder <c>decoder.weight_ih_l0</c>, <c>decoder.embedding.weight</c>, <c>decoder.head.weight</c>.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EncoderDecoderAttribute : Attribute
{
    /// <summary>Joins an encoder and a decoder.</summary>
    /// <param name="encoder">The class of the encoder: a [RecurrentCell] over tokens or rows of numbers, with other layers before it where wanted.</param>
    /// <param name="decoder">
    /// The class of the decoder: a [RecurrentCell] of one direction and a [DenseHead], with an [Embedding] where it writes tokens;
    /// its Input is the size of y, without the context.
    /// </param>
    public EncoderDecoderAttribute(Type encoder, Type decoder) => (Encoder, Decoder) = (encoder, decoder);

    /// <summary>A decoder whose context is given, of <see cref="Context"/> values.</summary>
    /// <param name="decoder">The class of the decoder, as with an encoder.</param>
    public EncoderDecoderAttribute(Type decoder) => Decoder = decoder;

    /// <summary>The class of the encoder; null where the context is given.</summary>
    public Type? Encoder { get; }

    /// <summary>The class of the decoder.</summary>
    public Type Decoder { get; }

    /// <summary>The number of values of a context that is given, where there is no encoder.</summary>
    public int Context { get; set; }

    /// <summary>How the decoder looks at the states of the encoder. Default: not at all.</summary>
    public AttentionKind Attention { get; set; }

    /// <summary>The size of what is compared by additive attention, the rows of W_q and W_k. Default: the decoder's Hidden.</summary>
    public int AttentionSize { get; set; }

    /// <summary>The longest source, in steps, where there is an encoder.</summary>
    public int MaxSource { get; set; }

    /// <summary>
    /// Whether the decoder reads the context at every step, beside y_(t−1). With additive attention it reads what it attended to
    /// instead, whether this is set or not.
    /// </summary>
    public bool ContextAsInput { get; set; }

    /// <summary>
    /// Whether a decoder of values reads what it wrote itself, behind the rows that it is given: in training as Decode does, with
    /// the gradient through what it read. It has one layer, as many outputs as inputs, and no dot or general attention.
    /// </summary>
    public bool FeedBack { get; set; }

    /// <summary>Whether both nets have one table of embeddings, the encoder's, where vocabularies and sizes are the same.</summary>
    public bool SharedEmbedding { get; set; }

    /// <summary>The token that a decoder reads at its first step.</summary>
    public int StartToken { get; set; }

    /// <summary>The token after which a decoder writes no other; −1 is none. Default: −1.</summary>
    public int EndToken { get; set; } = -1;
}
