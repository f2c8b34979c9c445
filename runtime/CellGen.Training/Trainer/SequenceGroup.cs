namespace CellGen;

/// <summary>
/// Pairs of a source and a target side by side, as a net's pass over a batch reads them: copies, each as far behind the one before as
/// the longest would be. Allocates nothing after construction.
/// </summary>
internal sealed class SequenceGroup
{
    private readonly TrainingPass _pass;
    private readonly int _maxSource;
    private readonly int _sourceSize;
    private readonly int _inputSize;
    private readonly int[] _tokens;
    private readonly float[] _sources;
    private readonly int[] _labels;
    private readonly float[] _inputs;
    private readonly int[] _sourceLengths;
    private readonly int[] _inputLengths;
    private readonly int[] _targetLengths;
    private readonly int[] _places;

    /// <summary>Allocates it.</summary>
    /// <param name="pass">The net's pass; it takes more than one sequence at a time.</param>
    public SequenceGroup(TrainingPass pass)
    {
        _pass = pass;
        (_maxSource, _sourceSize, _inputSize) = pass.BatchShape;
        int count = pass.BatchSize;
        _tokens = new int[_sourceSize > 0 ? 0 : (long)count * _maxSource];
        _sources = new float[(long)count * _maxSource * _sourceSize];
        _labels = new int[_inputSize > 0 ? 0 : (long)count * pass.MaxSteps];
        _inputs = new float[(long)count * pass.MaxSteps * _inputSize];
        _sourceLengths = new int[count];
        _inputLengths = new int[count];
        _targetLengths = new int[count];
        _places = new int[count];
    }

    /// <summary>The number of sequences.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there is room for no more.</summary>
    public bool IsFull => Count == _places.Length;

    /// <summary>Where in its batch each sequence is.</summary>
    public ReadOnlySpan<int> Places => _places.AsSpan(0, Count);

    /// <summary>Where the output of a sequence is among all of them.</summary>
    public Range OutputOf(int index)
    {
        int start = index * _pass.MaxSteps * _pass.OutputSize;
        return start..(start + (_targetLengths[index] * _pass.OutputSize));
    }

    /// <summary>Takes all sequences out.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a sequence; one that is empty, too long for the net or no whole number of rows it does not take.</summary>
    /// <param name="sequence">Is copied.</param>
    /// <param name="place">Where in its batch it is.</param>
    /// <param name="outputLength">The number of values that the net gives for it.</param>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(Sequence sequence, int place, int outputLength)
    {
        int source = _sourceSize == 0 ? sequence.Tokens.Length : sequence.Input.Length / _sourceSize;
        int input = _inputSize == 0 ? sequence.Labels.Length : sequence.DecoderInput.Length / _inputSize;
        int target = outputLength / _pass.OutputSize;
        if (source < 1 || source > _maxSource || input < 1 || input > _pass.MaxSteps || target < 1 || target > _pass.MaxSteps
            || target * _pass.OutputSize != outputLength
            || (_sourceSize > 0 && source * _sourceSize != sequence.Input.Length)
            || (_inputSize > 0 && input * _inputSize != sequence.DecoderInput.Length))
        {
            return false;
        }

        if (_sourceSize == 0)
        {
            sequence.Tokens.CopyTo(_tokens.AsSpan(Count * _maxSource));
        }
        else
        {
            sequence.Input.CopyTo(_sources.AsSpan(Count * _maxSource * _sourceSize));
        }

        if (_inputSize == 0)
        {
            sequence.Labels.CopyTo(_labels.AsSpan(Count * _pass.MaxSteps));
        }
        else
        {
            sequence.DecoderInput.CopyTo(_inputs.AsSpan(Count * _pass.MaxSteps * _inputSize));
        }

        _sourceLengths[Count] = source;
        _inputLengths[Count] = input;
        _targetLengths[Count] = target;
        _places[Count++] = place;
        return true;
    }

    /// <summary>Runs the net over all sequences.</summary>
    /// <param name="output">As many values as <see cref="OutputOf"/> needs.</param>
    /// <exception cref="ArgumentException">A sequence does not fit the net.</exception>
    public void Forward(Span<float> output) => _pass.ForwardBatch(
        All, _sourceLengths.AsSpan(0, Count), _inputLengths.AsSpan(0, Count), _targetLengths.AsSpan(0, Count), output[..(Count * _pass.MaxSteps * _pass.OutputSize)]);

    /// <summary>Adds their gradients to that of the pass.</summary>
    /// <param name="outputGradient">dL/doutput</param>
    public void Backward(ReadOnlySpan<float> outputGradient) => _pass.BackwardBatch(
        All, _sourceLengths.AsSpan(0, Count), _inputLengths.AsSpan(0, Count), _targetLengths.AsSpan(0, Count), outputGradient[..(Count * _pass.MaxSteps * _pass.OutputSize)]);

    private Sequence All => new()
    {
        Tokens = _tokens.AsSpan(0, _sourceSize > 0 ? 0 : Count * _maxSource),
        Input = _sources.AsSpan(0, Count * _maxSource * _sourceSize),
        Labels = _labels.AsSpan(0, _inputSize > 0 ? 0 : Count * _pass.MaxSteps),
        DecoderInput = _inputs.AsSpan(0, Count * _pass.MaxSteps * _inputSize),
    };
}
