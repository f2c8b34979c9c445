using CellGen.Generator.Model;
using CellGen.Generator.Networks;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>
/// Everything that is decided for an encoder and decoder: a <see cref="NetPlan"/> for each part that has parameters, where these
/// lie, and what goes from part to part.
/// </summary>
internal sealed class PairPlan
{
    /// <summary>Along what a part runs, or there are rows: the members of the runtime's SequenceAxis.</summary>
    public const string Once = "Once", Source = "Source", Target = "Target";

    private readonly List<PairPart> _parts = [];

    public PairPlan(ModelSpec spec)
    {
        Spec = spec;
        Pair = spec.Pair!;
        DecoderFloats = LaneLayout.RoundUp(StatePart.FloatsOf(Pair.Decoder), 4);
        StateFloats = DecoderFloats + 4;
        PlanParts();
        DecoderColumns = StateColumns.Of(Decoder.Core);
        EncoderColumns = Encodes ? StateColumns.Of(EncoderCell) : [];
        var last = EncoderColumns.Where(part => part.Name == "h" && part.Layer == Pair.Encoder!.Layers - 1).Select(part => part.First);
        Network = new PairNetwork(Pair, new PairStates(EncoderColumns.Sum(part => part.Count), [.. last], DecoderColumns.Sum(part => part.Count), CopiesState));
        Rows = PairRowsPlanner.Of(this);
    }

    public ModelSpec Spec { get; }

    public EncoderDecoderSpec Pair { get; }

    /// <summary>The parts with parameters, in the order in which they run.</summary>
    public IReadOnlyList<PairPart> Parts => _parts;

    /// <summary>What is done with rows from part to part, forward and backward.</summary>
    public PairNetwork Network { get; }

    /// <summary>What a state of the decoder is as a row.</summary>
    public IReadOnlyList<StateColumns> DecoderColumns { get; }

    /// <summary>What a state of the encoder's last cell is as a row.</summary>
    public IReadOnlyList<StateColumns> EncoderColumns { get; }

    /// <summary>The rows between them.</summary>
    public IReadOnlyList<PairRows> Rows { get; }

    /// <summary>Where the table of the decoder's embedding begins; of a shared one, in the encoder.</summary>
    public int EmbeddingOffset { get; private set; }

    /// <summary>The number of floats from one row of that table to the next.</summary>
    public int EmbeddingStride => LaneLayout.RoundUp(Pair.Decoder.Input, 16);

    /// <summary>Where v of additive attention begins.</summary>
    public int ScoreOffset { get; private set; }

    /// <summary>The length of what is trained, with padding: frozen embeddings come last.</summary>
    public int TrainedLength { get; private set; }

    /// <summary>The length of all parameters, with padding.</summary>
    public int PackedLength { get; private set; }

    /// <summary>The number of floats of the decoder's part of a State.</summary>
    public int DecoderFloats { get; }

    /// <summary>The number of floats of a State: the decoder's, and how many steps it has gone.</summary>
    public int StateFloats { get; }

    /// <summary>Whether what the source came to, or the context that is given, is the decoder's first state as it is.</summary>
    public bool CopiesState => Part("Bridge") is null;

    /// <summary>Whether there is an encoder; else the context is given.</summary>
    public bool Encodes => Pair.Encoder is not null;

    /// <summary>Whether there is a table of the decoder's own.</summary>
    public bool HasEmbedding => Pair.Target is not null && !Pair.SharedEmbedding;

    /// <summary>The encoder that is one cell; null where it has several layers, or where there is none.</summary>
    public PairPart? Encoder => Part("Encoder");

    /// <summary>The encoder of several layers, as a net is planned; null where it is one cell, or where there is none.</summary>
    public NetworkPlan? EncoderNet { get; private set; }

    /// <summary>Where the parameters of the encoder begin.</summary>
    public int EncoderOffset { get; private set; }

    /// <summary>The cell whose states are looked at, and whose last one is the context.</summary>
    public NetPlan EncoderCell => EncoderNet?.Layers[EncoderNet.Layers.Count - 1].Core ?? Encoder!.Core;

    /// <summary>The number of floats of the state of the encoder.</summary>
    public int EncoderFloats => EncoderNet?.StateFloats ?? Encoder!.Core.PitchOfStates;

    public PairPart Decoder => Part("Decoder")!;

    public PairPart Head => Part("Head")!;

    /// <summary>Whether anything looks at the states of the encoder.</summary>
    public bool Attends => Pair.Attention != AttentionKind.None;

    /// <summary>Whether attention is additive.</summary>
    public bool IsAdditive => Pair.Attention == AttentionKind.Additive;

    /// <summary>Whether the decoder finds a part of what it reads by its state, step by step.</summary>
    public bool ReadsByState => IsAdditive || Pair.FeedBack;

    /// <summary>The padded size of a step of the encoder's output.</summary>
    public int ValueStep => LaneLayout.RoundUp(Pair.ContextSize, 16);

    /// <summary>The padded size of a query.</summary>
    public int QueryStep => IsAdditive ? LaneLayout.RoundUp(Pair.AttentionSize, 16) : ValueStep;

    /// <summary>The number of parameters as torch counts them.</summary>
    public long TotalCount => _parts.Sum(part => part.Core.Parameters.TotalCount) + (EncoderNet?.TotalCount ?? 0) + (IsAdditive ? Pair.AttentionSize : 0)
        + (HasEmbedding ? (long)Pair.Target!.Rows * Pair.Decoder.Input : 0);

    /// <summary>Whether units or outputs are dropped in training.</summary>
    public bool Drops => _parts.Any(part => part.Core.Spec.Cell.DropsOutputs || part.Core.Training.HasMask) || EncoderNet is { Drops: true };

    /// <summary>
    /// Whether a trainer runs several sequences at a time: where that changes no bit. A tape drops by one seed and a trainer by the
    /// sequence's, and a shared embedding adds the tokens of all targets before those of the sources.
    /// </summary>
    public bool TrainsTogether => !Drops && !Pair.SharedEmbedding;

    /// <summary>A part, or null where there is none of the name.</summary>
    public PairPart? Part(string name) => _parts.FirstOrDefault(part => part.Name == name);

    /// <summary>The part that gives some values.</summary>
    public PairPart PartOf(PairValues values) => Part(PairPart.NameOf(values))!;

    /// <summary>Rows of some values.</summary>
    public PairRows RowsOf(PairValues values) => Rows.First(rows => rows.Values == values);

    private void PlanParts()
    {
        int size = Pair.AttentionSize;
        if (Pair.EncoderLayers.Count > 0)
        {
            EncoderNet = PairEncoderPlanner.Of(Spec);
            EncoderOffset = PackedLength;
            PackedLength += Pair.Source is { Frozen: true } ? 0 : LaneLayout.RoundUp(EncoderNet.PackedLength, LaneLayout.Block);
        }
        else if (Pair.Encoder is { } encoder)
        {
            Add("Encoder", "encoder", Source, encoder, Pair.Source);
        }

        var decoder = Pair.Decoder with { Input = Pair.JoinedInput };
        if (IsAdditive)
        {
            Add("AttentionKey", "attention.key", Source, Dense(Pair.ContextSize, size));
            Add("AttentionQuery", "attention.query", Target, Dense(Pair.Decoder.StateSize, size), givesInputGradient: true);
        }

        // Whether there is a bridge depends on the states of the cells.
        var target = new NetPlan(PartSpecOf("Decoder", decoder, null, isDecoder: true, givesInputGradient: false));
        if (!CopiesStateOf(target))
        {
            Add("Bridge", "bridge", Once, Dense(Pair.ContextSize, (int)target.StateCount) with { Bias = true, Nonlinearity = Nonlinearity.Tanh });
        }

        Add("Decoder", "decoder", Target, target);
        if (Pair.Attention == AttentionKind.General)
        {
            Add("AttentionQuery", "attention.query", Target, Dense(Pair.Decoder.StateSize, Pair.ContextSize));
        }

        if (Pair.Combines)
        {
            Add("AttentionCombine", "attention.combine", Target, Dense(Pair.ContextSize + Pair.Decoder.StateSize, Pair.Decoder.StateSize) with { Nonlinearity = Nonlinearity.Tanh });
        }

        Add("Head", "decoder.head", Target, Pair.Head, givesInputGradient: Pair.FeedBack);
        if (IsAdditive)
        {
            ScoreOffset = PackedLength;
            PackedLength += QueryStep;
        }

        PlaceEmbeddings();
    }

    /// <summary>The decoder's table, and behind everything that is trained those that are frozen; of the encoder the rest is before its own.</summary>
    private void PlaceEmbeddings()
    {
        if (HasEmbedding && !Pair.Target!.Frozen)
        {
            PlaceTargets();
        }

        TrainedLength = PackedLength;
        if (Pair.Source is { Frozen: true })
        {
            EncoderOffset = PackedLength;
            if (Encoder is { } encoder)
            {
                _parts[0] = encoder with { ParameterOffset = PackedLength };
            }

            TrainedLength += EncoderNet?.TrainedLength ?? EncoderCell.Parameters.TrainedLength;
            PackedLength += LaneLayout.RoundUp(EncoderNet?.PackedLength ?? EncoderCell.Parameters.PackedLength, LaneLayout.Block);
        }

        if (HasEmbedding && Pair.Target!.Frozen)
        {
            PlaceTargets();
        }
        else if (Pair.SharedEmbedding)
        {
            var reader = EncoderNet?.Layers[0];
            EmbeddingOffset = EncoderOffset + (reader?.ParameterOffset ?? 0) + (reader?.Core ?? EncoderCell).Parameters.EmbeddingOffset;
        }

        void PlaceTargets()
        {
            EmbeddingOffset = PackedLength;
            PackedLength += Pair.Target!.Rows * EmbeddingStride;
        }
    }

    private bool CopiesStateOf(NetPlan decoder) => Pair.Encoder is { } encoder
        ? !encoder.Bidirectional && encoder.Layers == Pair.Decoder.Layers && EncoderCell.StateParts.SequenceEqual(decoder.StateParts)
            && (encoder.Hidden, encoder.StateSize) == (Pair.Decoder.Hidden, Pair.Decoder.StateSize)
        : Pair.Decoder.Layers == 1 && decoder.StateParts.Count == 1 && Pair.Context == Pair.Decoder.StateSize;

    /// <summary>A dense layer without a bias or a function.</summary>
    private static CellSpec Dense(int input, int output) => new(CellKind.Rnn, input, output, 1, false, false, Nonlinearity.Identity) { IsDense = true };

    private void Add(string name, string tensors, string axis, CellSpec cell, TokenSpec? tokens = null, bool givesInputGradient = false) =>
        Add(name, tensors, axis, new NetPlan(PartSpecOf(name, cell, tokens, isDecoder: false, givesInputGradient)));

    private void Add(string name, string tensors, string axis, NetPlan core)
    {
        _parts.Add(new PairPart(name, tensors, axis, core, _parts.Count, PackedLength));
        PackedLength += core.Spec.Tokens is { Frozen: true } ? 0 : LaneLayout.RoundUp(core.Parameters.PackedLength, LaneLayout.Block);
    }

    private ModelSpec PartSpecOf(string name, CellSpec cell, TokenSpec? tokens, bool isDecoder, bool givesInputGradient) =>
        new(Spec.Type, cell, null, tokens, Spec.Network with { Agents = false })
        {
            Part = new PartSpec(name + "Layer", isDecoder ? StateFloats : 0, HasStep: name is not ("Encoder" or "AttentionKey"))
            {
                HasContext = isDecoder && ReadsByState,
                GivesInputGradient = givesInputGradient,
            },
        };
}
