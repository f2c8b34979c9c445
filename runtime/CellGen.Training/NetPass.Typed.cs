namespace CellGen;

/// <summary>A pass over the members of a net.</summary>
internal sealed class NetPass<TState, TTape, TGradient>(
    NetMembers<TState, TTape, TGradient> members, int maxSteps, int outputSize, bool everyStep)
    : TrainingPass(maxSteps, outputSize, everyStep, default(TState).ValueCount)
    where TState : struct, IRecurrentState
    where TGradient : class, new()
{
    private readonly TGradient _gradient = new();
    private bool _fromState;

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
        if (members.OfTokens is { } tokens)
        {
            if (_fromState)
            {
                tokens.BackwardFrom(sequence.Tokens, outputGradient, ref none, _gradient, members.Tape);
            }
            else
            {
                tokens.Backward(sequence.Tokens, outputGradient, _gradient, members.Tape);
            }
        }
        else if (_fromState)
        {
            members.OfRows!.Value.BackwardFrom(sequence.Input, outputGradient, [], ref none, _gradient, members.Tape);
        }
        else
        {
            members.OfRows!.Value.Backward(sequence.Input, outputGradient, [], _gradient, members.Tape);
        }
    }

    private void Run(Sequence sequence, Span<float> values, Span<float> output)
    {
        _fromState = !values.IsEmpty;
        if (!_fromState)
        {
            if (members.OfTokens is { } anew)
            {
                anew.Forward(sequence.Tokens, output, members.Tape);
            }
            else
            {
                members.OfRows!.Value.Forward(sequence.Input, output, members.Tape);
            }

            return;
        }

        TState state = default;
        state.CopyFrom(values);
        if (members.OfTokens is { } tokens)
        {
            tokens.ForwardFrom(sequence.Tokens, output, ref state, members.Tape);
        }
        else
        {
            members.OfRows!.Value.ForwardFrom(sequence.Input, output, ref state, members.Tape);
        }

        state.CopyTo(values);
    }
}
