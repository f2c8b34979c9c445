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
    private bool _anew;

    /// <summary>The tape.</summary>
    protected TTape Tape { get; } = tape;

    /// <summary>The gradient.</summary>
    protected TGradient Own { get; } = gradient;

    /// <inheritdoc/>
    public override void SeedDropout(int seed)
    {
    }

    /// <summary>The state in which the net begins: zero where none is trained.</summary>
    protected virtual TState Initial => default;

    /// <inheritdoc/>
    public sealed override void Forward(Sequence sequence, Span<float> state, Span<float> output, bool anew = false)
    {
        SetDropout(true);
        Run(sequence, state, output, anew);
    }

    /// <inheritdoc/>
    public sealed override void Evaluate(Sequence sequence, Span<float> state, Span<float> output, bool anew = false)
    {
        SetDropout(false);
        Run(sequence, state, output, anew);
    }

    /// <inheritdoc/>
    public sealed override void Backward(Sequence sequence, ReadOnlySpan<float> outputGradient, Span<float> stateGradient = default)
    {
        TState gradient = default;
        if (!stateGradient.IsEmpty)
        {
            gradient.CopyFrom(stateGradient);
        }

        Run(sequence, outputGradient, ref gradient);
        if (!stateGradient.IsEmpty)
        {
            gradient.CopyTo(stateGradient);
        }

        if (_anew)
        {
            AddInitial(gradient);
        }
    }

    /// <summary>Switches dropout on or off, where there is any.</summary>
    protected virtual void SetDropout(bool drops)
    {
    }

    /// <summary>Forward from a state to a state.</summary>
    protected abstract void Run(Sequence sequence, ref TState state, Span<float> output);

    /// <summary>Backward; the gradient of the state goes from after the last step to before the first.</summary>
    protected abstract void Run(Sequence sequence, ReadOnlySpan<float> outputGradient, ref TState stateGradient);

    /// <summary>Adds the gradient of the state in which the net begins, where it is trained.</summary>
    protected virtual void AddInitial(in TState stateGradient)
    {
    }

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

    private void Run(Sequence sequence, Span<float> values, Span<float> output, bool anew)
    {
        _anew = anew || values.IsEmpty;
        TState state = Initial;
        if (!_anew)
        {
            state.CopyFrom(values);
        }

        Run(sequence, ref state, output);
        if (!values.IsEmpty)
        {
            state.CopyTo(values);
        }
    }
}
