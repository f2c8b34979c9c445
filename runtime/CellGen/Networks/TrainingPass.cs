namespace CellGen;

/// <summary>
/// The memory of one thread that trains a net: a tape, a gradient, and the net's own forward and backward pass over them. All
/// nets have one interface here, whatever their types of state and tape are.
/// </summary>
public abstract class TrainingPass
{
    private readonly bool _everyStep;

    /// <summary>Describes the net's shape.</summary>
    /// <param name="maxSteps">The longest sequence.</param>
    /// <param name="outputSize">The number of values in a row of output.</param>
    /// <param name="everyStep">Whether there is a row of output for each step, and not one for the sequence.</param>
    /// <param name="stateSize">The number of values of a state.</param>
    protected TrainingPass(int maxSteps, int outputSize, bool everyStep, int stateSize) =>
        (MaxSteps, OutputSize, _everyStep, StateSize) = (maxSteps, outputSize, everyStep, stateSize);

    /// <summary>The longest sequence.</summary>
    public int MaxSteps { get; }

    /// <summary>The number of values in a row of output.</summary>
    public int OutputSize { get; }

    /// <summary>The number of values of a state; see <see cref="IRecurrentState"/>.</summary>
    public int StateSize { get; }

    /// <summary>The gradient of the parameters, in their packed order. <see cref="Backward"/> adds to it.</summary>
    public abstract Span<float> Gradient { get; }

    /// <summary>The number of values that the net gives for a sequence.</summary>
    /// <param name="steps">Its length.</param>
    public int OutputLength(int steps) => _everyStep ? steps * OutputSize : OutputSize;

    /// <summary>Chooses what the next <see cref="Forward"/> drops; a net without dropout drops nothing.</summary>
    /// <param name="seed">The seed: the same one drops the same.</param>
    public abstract void SeedDropout(int seed);

    /// <summary>Runs the net over a sequence, with dropout, and keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="sequence">Its rows or tokens are read.</param>
    /// <param name="state">[StateSize] in: the state before the first step; out: after the last. Or empty: the one in which the net begins, and not wanted.</param>
    /// <param name="output">[T x OutputSize] or [OutputSize]</param>
    /// <exception cref="ArgumentException">A span has not the length that its shape says, or the sequence is too long.</exception>
    public abstract void Forward(Sequence sequence, Span<float> state, Span<float> output);

    /// <summary>Runs the net over a sequence, without dropout.</summary>
    /// <param name="sequence">Its rows or tokens are read.</param>
    /// <param name="state">[StateSize] in: the state before the first step; out: after the last. Or empty: the one in which the net begins, and not wanted.</param>
    /// <param name="output">[T x OutputSize] or [OutputSize]</param>
    /// <exception cref="ArgumentException">A span has not the length that its shape says, or the sequence is too long.</exception>
    public abstract void Evaluate(Sequence sequence, Span<float> state, Span<float> output);

    /// <summary>Back-propagation through time over the sequence of the last <see cref="Forward"/>, with no gradient from its final state.</summary>
    /// <param name="sequence">The same sequence.</param>
    /// <param name="outputGradient">dL/doutput</param>
    /// <exception cref="ArgumentException">A span has not the length that its shape says, or the sequence is another.</exception>
    /// <exception cref="InvalidOperationException">The parameters are not those of that Forward.</exception>
    public abstract void Backward(Sequence sequence, ReadOnlySpan<float> outputGradient);
}
