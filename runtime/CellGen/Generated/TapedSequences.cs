namespace CellGen.Generated;

/// <summary>What a tape knows of its last forward pass: the lengths of the sequences, what was dropped in them, and the parameters.</summary>
internal sealed class TapedSequences
{
    private readonly int[] _lengths;
    private int _count;
    private ulong _parameters;
    private int _seed;
    private int _tapedSeed;
    private ulong _first;
    private ulong _next;

    /// <summary>Allocates the memory.</summary>
    /// <param name="capacity">The most sequences of a batch.</param>
    public TapedSequences(int capacity) => _lengths = new int[capacity];

    /// <summary>The most sequences of a batch.</summary>
    public int Capacity => _lengths.Length;

    /// <summary>The sequence that is at work.</summary>
    public int Current { get; set; }

    /// <summary>Whether the last forward pass dropped anything.</summary>
    public bool Drops { get; private set; }

    /// <summary>The seed of what is dropped; setting it begins with the first mask again.</summary>
    public int Seed
    {
        get => _seed;
        set
        {
            _seed = value;
            _next = 0;
        }
    }

    /// <summary>The number of steps of a sequence of the last forward pass.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <exception cref="ArgumentOutOfRangeException">There was no such sequence.</exception>
    public int StepsOf(int sequence) => (uint)sequence < (uint)_count ? _lengths[sequence] : throw new ArgumentOutOfRangeException(
        nameof(sequence), sequence, $"The last Forward with this tape had {_count} sequences; the first is 0.");

    /// <summary>Begins a forward pass.</summary>
    /// <param name="lengths">The number of steps of each sequence.</param>
    /// <param name="parameters">The parameters of the net.</param>
    /// <param name="drops">Whether it drops anything; then each sequence takes a mask of its own.</param>
    /// <exception cref="ArgumentException">There are more sequences than the tape was made for.</exception>
    public void Begin(ReadOnlySpan<int> lengths, ReadOnlySpan<float> parameters, bool drops = false)
    {
        if (lengths.Length > Capacity)
        {
            throw new ArgumentException(
                $"lengths has {lengths.Length} sequences; the tape was made for at most {Capacity} (batchSize).", nameof(lengths));
        }

        lengths.CopyTo(_lengths);
        _count = lengths.Length;
        _parameters = ParameterFingerprint.Of(parameters);
        Drops = drops;
        _tapedSeed = _seed;
        _first = _next;
        _next += drops ? (ulong)lengths.Length : 0;
    }

    /// <summary>Checks that a backward pass follows a forward pass over the same sequences, with the same parameters.</summary>
    /// <param name="lengths">The number of steps of each sequence.</param>
    /// <param name="parameters">The parameters of the net.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="InvalidOperationException">
    /// The parameters differ, as far as <see cref="ParameterFingerprint"/> sees: the derivatives of one net would be taken
    /// at the values of another.
    /// </exception>
    public void Check(ReadOnlySpan<int> lengths, ReadOnlySpan<float> parameters)
    {
        if (lengths.Length == 1 && _count <= 1)
        {
            Arguments.Taped(lengths[0], _count == 0 ? 0 : _lengths[0]);
        }
        else
        {
            Arguments.TapedBatch(lengths, _lengths.AsSpan(0, _count));
        }

        if (_parameters != ParameterFingerprint.Of(parameters))
        {
            throw new InvalidOperationException(
                "The parameters are not those of the last Forward with this tape: they have changed since, or it was another net's. "
                + "Call Forward again before Backward.");
        }
    }

    /// <summary>The key of one mask of the current sequence: in the backward pass that of the forward pass, whatever Seed is by then.</summary>
    /// <param name="place">A number for the layer, the direction and the purpose.</param>
    public ulong Key(int place) => Dropout.Key((ulong)_tapedSeed, _first + (ulong)Current, place);
}
