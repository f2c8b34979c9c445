using CellGen.Generator.Model;

namespace CellGen.Generator.Networks;

/// <summary>
/// What an encoder and decoder does with rows, in the same form as a net of several layers, and derived from it the backward pass.
/// Some rows are those of the steps of the source, some of those of the target, some one a sequence.
/// </summary>
internal sealed class PairNetwork
{
    private readonly EncoderDecoderSpec _pair;
    private readonly PairStates _states;

    public PairNetwork(EncoderDecoderSpec pair, PairStates states)
    {
        (_pair, _states) = (pair, states);
        Encode = [.. StagesOfEncoder()];
        Decode = [.. StagesOfDecoder()];
        Backward = NetworkGradient.Of([.. Encode, .. Decode], hasNoInputGradient: true, Of(PairValues.EncoderStates), Of(PairValues.States));
    }

    /// <summary>What is done with the source, once for all steps.</summary>
    public IReadOnlyList<Stage> Encode { get; }

    /// <summary>What is done then.</summary>
    public IReadOnlyList<Stage> Decode { get; }

    /// <summary>Both backward.</summary>
    public IReadOnlyList<Stage> Backward { get; }

    private bool IsAdditive => _pair.Attention == AttentionKind.Additive;

    private int Hidden => _pair.Decoder.StateSize;

    /// <summary>The value that rows, or what a stage gives, are.</summary>
    public static PairValues ValueOf(Rows rows) => (PairValues)rows.Layer;

    private static Stage Stage(RowOperation operation, Columns source, Columns target) => new(operation, target.Rows.Layer, source, target);

    private Rows Of(PairValues values) => new(values == PairValues.Output ? RowsKind.Output : RowsKind.Values, (int)values, SizeOf(values), OneRow: values
        is PairValues.EncoderStates or PairValues.Context or PairValues.States or PairValues.Bridged or PairValues.FedRow or PairValues.Hidden);

    private Columns All(PairValues values) => Of(values).All;

    private int SizeOf(PairValues values) => values switch
    {
        PairValues.Source => _pair.SourceSize,
        PairValues.Target => _pair.Decoder.Input,
        PairValues.EncoderStates => _states.Encoder,
        PairValues.States or PairValues.Bridged => _states.Decoder,
        PairValues.Inputs => _pair.JoinedInput,
        PairValues.Keys => _pair.AttentionSize,
        PairValues.Queries => IsAdditive ? _pair.AttentionSize : _pair.ContextSize,
        PairValues.Annotations or PairValues.Context or PairValues.Attended => _pair.ContextSize,
        PairValues.Joined => _pair.ContextSize + Hidden,
        PairValues.Output or PairValues.Fed or PairValues.FedRow => _pair.Head.Hidden,
        _ => Hidden,
    };

    private IEnumerable<Stage> StagesOfEncoder()
    {
        if (_pair.Encoder is { } encoder)
        {
            yield return Stage(RowOperation.Run, All(PairValues.Source), All(PairValues.Annotations));
            if (IsAdditive)
            {
                yield return Stage(RowOperation.Run, All(PairValues.Annotations), All(PairValues.Keys));
            }

            int size = encoder.StateSize;
            for (int direction = 0; direction < encoder.Directions; direction++)
            {
                bool adds = encoder.SumsDirections && direction > 0;
                var target = Of(PairValues.Context).Part(encoder.SumsDirections ? 0 : direction * size, size);
                yield return Stage(adds ? RowOperation.Add : RowOperation.Copy, Of(PairValues.EncoderStates).Part(_states.Last[direction], size), target);
            }
        }

        if (_states.IsCopied)
        {
            yield return Stage(RowOperation.Copy, All(_pair.Encoder is null ? PairValues.Context : PairValues.EncoderStates), All(PairValues.States));
        }
    }

    private IEnumerable<Stage> StagesOfDecoder()
    {
        if (!_states.IsCopied)
        {
            yield return Stage(RowOperation.Run, All(PairValues.Context), All(PairValues.Bridged));
            yield return Stage(RowOperation.Copy, All(PairValues.Bridged), All(PairValues.States));
        }

        var given = Of(PairValues.Inputs).Part(0, _pair.Decoder.Input);
        var joined = Of(PairValues.Inputs).Part(_pair.Decoder.Input, _pair.ContextSize);
        if (_pair.JoinsInput && !IsAdditive)
        {
            yield return Stage(RowOperation.Repeat, All(PairValues.Context), joined);
        }

        yield return Stage(_pair.Target switch { null => RowOperation.Copy, { Frozen: true } => RowOperation.Select, _ => RowOperation.Gather }, All(PairValues.Target), given);
        yield return Stage(RowOperation.Run, All(PairValues.Inputs), All(PairValues.Outputs)) with { Before = [.. StagesBefore(given, joined)] };
        var read = PairValues.Outputs;
        if (_pair.Combines)
        {
            // First, so that the gradient of h_t is first what its query gives, then what stands beside c_t.
            yield return Stage(RowOperation.Copy, All(PairValues.Outputs), Of(PairValues.Joined).Part(_pair.ContextSize, Hidden));
            bool asks = _pair.Attention == AttentionKind.General;
            if (asks)
            {
                yield return Stage(RowOperation.Run, All(PairValues.Outputs), All(PairValues.Queries));
            }

            yield return Attend(RowOperation.AttendDot, asks ? PairValues.Queries : PairValues.Outputs, PairValues.Annotations);
            yield return Stage(RowOperation.Copy, All(PairValues.Attended), Of(PairValues.Joined).Part(0, _pair.ContextSize));
            yield return Stage(RowOperation.Run, All(PairValues.Joined), All(PairValues.Combined));
            read = PairValues.Combined;
        }

        // What the decoder reads again has its gradient step by step, and the head's parameters when all steps have been.
        if (_pair.FeedBack)
        {
            yield return Stage(RowOperation.RunLate, All(read), All(PairValues.Fed));
            yield return Stage(RowOperation.Copy, All(PairValues.Fed), All(PairValues.Output));
        }
        else
        {
            yield return Stage(RowOperation.Run, All(read), All(PairValues.Output));
        }
    }

    /// <summary>What the decoder does before each step, by the state that it has then.</summary>
    private IEnumerable<Stage> StagesBefore(Columns given, Columns joined)
    {
        if (IsAdditive)
        {
            yield return Stage(RowOperation.Copy, All(PairValues.Hidden), All(PairValues.Previous));
            yield return Stage(RowOperation.RunLate, All(PairValues.Previous), All(PairValues.Queries));
            yield return Attend(RowOperation.AttendAdditive, PairValues.Queries, PairValues.Keys, PairValues.Annotations);
            yield return Stage(RowOperation.Copy, All(PairValues.Attended), joined);
        }

        if (_pair.FeedBack)
        {
            yield return Stage(RowOperation.RunBefore, All(PairValues.Hidden), All(PairValues.FedRow));
            yield return Stage(RowOperation.Copy, All(PairValues.FedRow), given) with { Layer = (int)PairValues.FedRow };
        }
    }

    private Stage Attend(RowOperation operation, PairValues query, params PairValues[] shared) =>
        Stage(operation, All(query), All(PairValues.Attended)) with { Shared = [.. shared.Select(All)] };
}
