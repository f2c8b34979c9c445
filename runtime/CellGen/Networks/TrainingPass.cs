namespace CellGen;

/// <summary>
/// The memory of one thread that trains a net: a tape, a gradient, and the net's own forward and backward pass over them. All
/// nets have one interface here, whatever their types of state and tape are.
/// </summary>
/// <remarks>
/// The outputs of a net that has several stand one behind the other, in their order, each with all its rows:
/// <see cref="OutputOf"/> is the place of one.
/// </remarks>
public abstract class TrainingPass
{
    private readonly (int Size, bool OneRow)[] _outputs;

    /// <summary>Describes the net's shape.</summary>
    /// <param name="maxSteps">The longest sequence.</param>
    /// <param name="stateSize">The number of values of a state.</param>
    /// <param name="outputs">For each output the number of values in a row, and whether there is one row for the sequence, not one for each step.</param>
    protected TrainingPass(int maxSteps, int stateSize, params (int Size, bool OneRow)[] outputs) =>
        (MaxSteps, StateSize, _outputs) = (maxSteps, stateSize, outputs);

    /// <summary>The longest sequence.</summary>
    public int MaxSteps { get; }

    /// <summary>The number of outputs.</summary>
    public int OutputCount => _outputs.Length;

    /// <summary>The number of values in a row of output, of the first one.</summary>
    public int OutputSize => _outputs[0].Size;

    /// <summary>The number of values of a state; see <see cref="IRecurrentState"/>.</summary>
    public int StateSize { get; }

    /// <summary>The most sequences that <see cref="ForwardBatch"/> takes; 1, and there is no such pass, where a net gains nothing by them.</summary>
    public virtual int BatchSize => 1;

    /// <summary>What a batch has: the longest source, and the number of values in a row of it, and of what a decoder reads; 0 of tokens.</summary>
    public virtual (int MaxSource, int SourceSize, int InputSize) BatchShape => default;

    /// <summary>The gradient of the parameters, in their packed order. <see cref="Backward"/> adds to it.</summary>
    public abstract Span<float> Gradient { get; }

    /// <summary>The number of values that the net gives for a sequence.</summary>
    /// <param name="steps">Its length.</param>
    public int OutputLength(int steps)
    {
        int length = 0;
        foreach (var (size, oneRow) in _outputs)
        {
            length += size * (oneRow ? 1 : steps);
        }

        return length;
    }

    /// <summary>The number of values that the net gives for a sequence: where a decoder follows an encoder the target says how many.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="steps">Its length.</param>
    public virtual int OutputLength(Sequence sequence, int steps) => OutputLength(steps);

    /// <summary>Where the rows of an output are among all of a sequence, and how long one is.</summary>
    /// <param name="index">The number of the output.</param>
    /// <param name="length">The number of values that the net gives for the sequence.</param>
    public (int Start, int Length, int Size) OutputOf(int index, int length)
    {
        int whole = OutputLength(0);
        int perStep = OutputLength(1) - whole;
        int steps = perStep == 0 ? 1 : (length - whole) / perStep;
        int start = 0;
        for (int i = 0; i < index; i++)
        {
            start += _outputs[i].Size * (_outputs[i].OneRow ? 1 : steps);
        }

        return (start, _outputs[index].Size * (_outputs[index].OneRow ? 1 : steps), _outputs[index].Size);
    }

    /// <summary>Chooses what the next <see cref="Forward"/> drops; a net without dropout drops nothing.</summary>
    /// <param name="seed">The seed: the same one drops the same.</param>
    public abstract void SeedDropout(int seed);

    /// <summary>Runs the net over a sequence, with dropout, and keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="sequence">Its rows or tokens are read.</param>
    /// <param name="state">[StateSize] in: the state before the first step; out: after the last. Or empty: the one in which the net begins, and not wanted.</param>
    /// <param name="output">[OutputLength(T)]</param>
    /// <param name="anew">Whether the net begins in its own state, zero or trained, whatever <paramref name="state"/> holds.</param>
    /// <exception cref="ArgumentException">A span has not the length that its shape says, or the sequence is too long.</exception>
    public abstract void Forward(Sequence sequence, Span<float> state, Span<float> output, bool anew = false);

    /// <summary>Runs the net over a sequence as <see cref="Forward"/> does, but without dropout.</summary>
    /// <param name="sequence">Its rows or tokens are read.</param>
    /// <param name="state">[StateSize] in: the state before the first step; out: after the last. Or empty: the one in which the net begins, and not wanted.</param>
    /// <param name="output">[OutputLength(T)]</param>
    /// <param name="anew">Whether the net begins in its own state, zero or trained, whatever <paramref name="state"/> holds.</param>
    /// <exception cref="ArgumentException">A span has not the length that its shape says, or the sequence is too long.</exception>
    public abstract void Evaluate(Sequence sequence, Span<float> state, Span<float> output, bool anew = false);

    /// <summary>
    /// Back-propagation through time over the sequence of the last <see cref="Forward"/> or <see cref="Evaluate"/>. A trained
    /// state in which the net began gets its gradient, too; a state that was given does not.
    /// </summary>
    /// <param name="sequence">The same sequence.</param>
    /// <param name="outputGradient">dL/doutput</param>
    /// <param name="stateGradient">[StateSize] in: dL/dstate after the last step; out: before the first. Or empty: zero, and not wanted.</param>
    /// <exception cref="ArgumentException">A span has not the length that its shape says, or the sequence is another.</exception>
    /// <exception cref="InvalidOperationException">The parameters are not those of that Forward.</exception>
    public abstract void Backward(Sequence sequence, ReadOnlySpan<float> outputGradient, Span<float> stateGradient = default);

    /// <summary>
    /// Forward over several pairs of a source and a target, each with the bits that it has alone. In all spans a sequence begins
    /// as many steps behind the one before as fit; what lies beyond its end is neither read nor written.
    /// </summary>
    /// <param name="batch">The sources, and what the decoder reads or should write, of all of them.</param>
    /// <param name="sourceLengths">[B] The number of steps of each source.</param>
    /// <param name="inputLengths">[B] The number of rows that each decoder is given.</param>
    /// <param name="targetLengths">[B] The number of steps of each target.</param>
    /// <param name="output">[B x T x OutputSize]</param>
    public virtual void ForwardBatch(
        Sequence batch, ReadOnlySpan<int> sourceLengths, ReadOnlySpan<int> inputLengths, ReadOnlySpan<int> targetLengths, Span<float> output) => throw new NotSupportedException();

    /// <summary>Backward of the last <see cref="ForwardBatch"/>: adds to <see cref="Gradient"/>, in the order of the sequences.</summary>
    /// <param name="batch">As <see cref="ForwardBatch"/> had it.</param>
    /// <param name="sourceLengths">[B] As <see cref="ForwardBatch"/> had them.</param>
    /// <param name="inputLengths">[B] As <see cref="ForwardBatch"/> had them.</param>
    /// <param name="targetLengths">[B] As <see cref="ForwardBatch"/> had them.</param>
    /// <param name="outputGradient">[B x T x OutputSize] dL/doutput</param>
    public virtual void BackwardBatch(
        Sequence batch, ReadOnlySpan<int> sourceLengths, ReadOnlySpan<int> inputLengths, ReadOnlySpan<int> targetLengths, ReadOnlySpan<float> outputGradient) => throw new NotSupportedException();
}
