namespace CellGen;

/// <summary>
/// A long signal as several streams that are learned side by side, each in pieces that go on where the one before ended: an update
/// every few steps, with the trainer's <c>CarryState</c> and a BatchSize of the number of streams. No value is copied.
/// </summary>
public sealed class ValueStreams : ISequenceSource
{
    private readonly float[] _input;
    private readonly float[] _target;
    private readonly int _inputSize;
    private readonly int _targetSize;
    private readonly int _streams;
    private readonly int _steps;
    private readonly int _length;

    /// <summary>Cuts a signal into streams of one length; the few rows that are left over at its end are not used.</summary>
    /// <param name="input">[T x inputSize], at least a row for each stream; kept, not copied.</param>
    /// <param name="target">[T x targetSize], what should come out; kept, not copied.</param>
    /// <param name="inputSize">The number of values in a row of input, at least 1.</param>
    /// <param name="targetSize">The number of values in a row of output, at least 1.</param>
    /// <param name="streams">The number of streams, at least 1.</param>
    /// <param name="steps">The length of a piece, at least 1; the last piece of a stream may be shorter.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="ArgumentException">Input or target is no whole number of rows, they have not as many, or there are too few.</exception>
    public ValueStreams(float[] input, float[] target, int inputSize, int targetSize, int streams, int steps)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(streams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        int rows = input.Length / inputSize;
        if (rows < streams || rows * inputSize != input.Length)
        {
            throw new ArgumentException($"input has {input.Length} values; expected rows of {inputSize}, at least one for each of {streams} streams.", nameof(input));
        }

        if (target.Length != (long)rows * targetSize)
        {
            throw new ArgumentException($"target has {target.Length} values; expected {(long)rows * targetSize}, {targetSize} for each of {rows} rows of input.", nameof(target));
        }

        (_input, _target, _inputSize, _targetSize) = (input, target, inputSize, targetSize);
        (_streams, _steps, _length) = (streams, steps, rows / streams);
    }

    /// <inheritdoc/>
    public int Count => (((_length - 1) / _steps) + 1) * _streams;

    /// <inheritdoc/>
    public int StepsOf(int index) => Math.Min(_steps, _length - (index / _streams * _steps));

    /// <inheritdoc/>
    public Sequence Get(int index)
    {
        int start = (index % _streams * _length) + (index / _streams * _steps);
        int steps = StepsOf(index);
        return new Sequence
        {
            Input = _input.AsSpan(start * _inputSize, steps * _inputSize),
            Target = _target.AsSpan(start * _targetSize, steps * _targetSize),
        };
    }
}
