namespace CellGen;

/// <summary>A pass over the members of a net.</summary>
internal sealed class NetPass<TState, TTape, TGradient>(
    NetMembers<TState, TTape, TGradient> members, int maxSteps, int outputSize, bool everyStep)
    : TrainingPass(maxSteps, outputSize, everyStep, default(TState).ValueCount)
    where TState : struct, IRecurrentState
    where TGradient : class, new()
{
    private readonly TGradient _gradient = new();

    /// <inheritdoc/>
    public override Span<float> Gradient => members.Values(_gradient);

    /// <inheritdoc/>
    public override void SeedDropout(int seed) => members.Seed?.Invoke(members.Tape, seed);

    /// <inheritdoc/>
    public override void Forward(Sequence sequence, Span<float> state, Span<float> output)
    {
        members.Training?.Invoke(members.Tape, true);
        Run(sequence, state, output);
    }

    /// <inheritdoc/>
    public override void Evaluate(Sequence sequence, Span<float> state, Span<float> output)
    {
        members.Training?.Invoke(members.Tape, false);
        Run(sequence, state, output);
    }

    /// <inheritdoc/>
    public override void Backward(Sequence sequence, ReadOnlySpan<float> outputGradient)
    {
        TState none = default;
        if (members.BackwardTokens is { } ofTokens)
        {
            ofTokens(sequence.Tokens, outputGradient, ref none, _gradient, members.Tape);
        }
        else
        {
            members.Backward!(sequence.Input, outputGradient, [], ref none, _gradient, members.Tape);
        }
    }

    private void Run(Sequence sequence, Span<float> values, Span<float> output)
    {
        TState state = default;
        if (!values.IsEmpty)
        {
            state.CopyFrom(values);
        }

        if (members.ForwardTokens is { } ofTokens)
        {
            ofTokens(sequence.Tokens, output, ref state, members.Tape);
        }
        else
        {
            members.Forward!(sequence.Input, output, ref state, members.Tape);
        }

        if (!values.IsEmpty)
        {
            state.CopyTo(values);
        }
    }
}
