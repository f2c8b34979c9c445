using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>The training pass of a generated net: what is the same for all of them.</summary>
/// <typeparam name="TState">The State of the net.</typeparam>
/// <typeparam name="TTape">Its Tape.</typeparam>
/// <typeparam name="TGradient">Its Gradient.</typeparam>
/// <param name="tape">The tape.</param>
/// <param name="gradient">The gradient.</param>
/// <param name="maxSteps">The longest sequence.</param>
/// <param name="outputs">For each output the number of values in a row, and whether there is one row for the sequence.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class NetPass<TState, TTape, TGradient>(TTape tape, TGradient gradient, int maxSteps, params (int Size, bool OneRow)[] outputs)
    : TrainingPass(maxSteps, default(TState).ValueCount, outputs)
    where TState : struct, IRecurrentState
{
    private bool _fromState;
    private bool _begins;

    /// <summary>The tape.</summary>
    protected TTape Tape { get; } = tape;

    /// <summary>The gradient.</summary>
    protected TGradient Own { get; } = gradient;

    /// <inheritdoc/>
    public override void SeedDropout(int seed)
    {
    }

    /// <inheritdoc/>
    public sealed override void Begin(Span<float> state)
    {
        Initial.CopyTo(state);
        _begins = true;
    }

    /// <inheritdoc/>
    public sealed override void Forward(Sequence sequence, Span<float> state, Span<float> output)
    {
        SetDropout(true);
        Run(sequence, state, output);
    }

    /// <inheritdoc/>
    public sealed override void Evaluate(Sequence sequence, Span<float> state, Span<float> output)
    {
        SetDropout(false);
        Run(sequence, state, output);
    }

    /// <inheritdoc/>
    public sealed override void Backward(Sequence sequence, ReadOnlySpan<float> outputGradient) => RunBackward(sequence, outputGradient, _fromState);

    /// <summary>Switches dropout on or off, where there is any.</summary>
    protected virtual void SetDropout(bool drops)
    {
    }

    /// <summary>The state in which the net begins.</summary>
    protected virtual TState Initial => default;

    /// <summary>Forward from the state in which the net begins.</summary>
    protected abstract void RunAnew(Sequence sequence, Span<float> output);

    /// <summary>Forward from a state to a state.</summary>
    protected abstract void RunFrom(Sequence sequence, ref TState state, Span<float> output);

    /// <summary>Backward, after a forward pass from a state that came before, or from the one in which the net begins.</summary>
    protected abstract void RunBackward(Sequence sequence, ReadOnlySpan<float> outputGradient, bool fromState);

    /// <summary>One of several outputs.</summary>
    protected Span<float> Part(Span<float> all, int index)
    {
        var (start, length, _) = OutputOf(index, all.Length);
        return all.Slice(start, length);
    }

    /// <summary>The gradient of one of several outputs.</summary>
    protected ReadOnlySpan<float> Part(ReadOnlySpan<float> all, int index)
    {
        var (start, length, _) = OutputOf(index, all.Length);
        return all.Slice(start, length);
    }

    private void Run(Sequence sequence, Span<float> values, Span<float> output)
    {
        _fromState = !values.IsEmpty && !_begins;
        _begins = false;
        if (values.IsEmpty)
        {
            RunAnew(sequence, output);
            return;
        }

        TState state = default;
        state.CopyFrom(values);
        RunFrom(sequence, ref state, output);
        state.CopyTo(values);
    }
}
