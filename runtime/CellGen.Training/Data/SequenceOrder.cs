namespace CellGen;

/// <summary>
/// The order in which an epoch visits sequences, and its batches: a function of the seed and of the number of the epoch alone, so
/// that a run goes on from any batch. Usable in one's own loop.
/// </summary>
/// <remarks>The same on every machine. Allocates nothing after its construction.</remarks>
public sealed class SequenceOrder
{
    /// <summary>The batches whose sequences are sorted by length together: enough to make their lengths alike, and still mixed.</summary>
    private const int BatchesOfBucket = 16;

    private readonly int[] _order;
    private readonly int[] _batches;
    private readonly ulong[] _keys;
    private readonly int[] _sorted;
    private readonly int[]? _lengths;
    private readonly int _batchSize;
    private readonly int _seed;
    private readonly bool _shuffle;

    /// <summary>Allocates all memory.</summary>
    /// <param name="count">The number of sequences, at least 1.</param>
    /// <param name="batchSize">The number of sequences of a batch, at least 1; the last may have fewer.</param>
    /// <param name="seed">Of the shuffling.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <param name="lengths">
    /// The number of steps of each sequence, so that batches have sequences of nearly one length (buckets); null: they are not asked for.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="ArgumentException">There is not a length for each sequence.</exception>
    public SequenceOrder(int count, int batchSize, int seed = 0, bool shuffle = true, int[]? lengths = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (lengths is not null && lengths.Length != count)
        {
            throw new ArgumentException($"lengths has {lengths.Length} values; there are {count} sequences.", nameof(lengths));
        }

        (_batchSize, _seed, _shuffle, _lengths) = (batchSize, seed, shuffle, lengths);
        _order = new int[count];
        _batches = new int[((count - 1) / batchSize) + 1];
        _keys = lengths is null ? [] : new ulong[count];
        _sorted = lengths is null ? [] : new int[count];
        Begin(0);
    }

    /// <summary>The number of batches of an epoch.</summary>
    public int Batches => _batches.Length;

    /// <summary>Brings the sequences into the order of an epoch.</summary>
    /// <param name="epoch">Its number, from 0.</param>
    public void Begin(int epoch)
    {
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        for (int i = 0; i < _batches.Length; i++)
        {
            _batches[i] = i;
        }

        var random = new ShuffleRandom(_seed, epoch);
        if (_shuffle)
        {
            random.Shuffle(_order);
        }

        if (_lengths is not null)
        {
            Sort();
            if (_shuffle)
            {
                // Not the last one, which may have fewer sequences and so its own place.
                random.Shuffle(_batches.AsSpan(0, _order.Length / _batchSize));
            }
        }
    }

    /// <summary>The sequences of a batch.</summary>
    /// <param name="batch">Its number, from 0 to <see cref="Batches"/> − 1.</param>
    public ReadOnlySpan<int> Batch(int batch)
    {
        int start = _batches[batch] * _batchSize;
        return _order.AsSpan(start, Math.Min(_batchSize, _order.Length - start));
    }

    /// <summary>Sorts the sequences of each bucket by length, the longest first; of one length in their order.</summary>
    private void Sort()
    {
        int bucket = _shuffle ? (int)Math.Min((long)BatchesOfBucket * _batchSize, _order.Length) : _order.Length;
        for (int start = 0; start < _order.Length; start += bucket)
        {
            int end = Math.Min(start + bucket, _order.Length);
            for (int i = start; i < end; i++)
            {
                _keys[i] = ((ulong)(uint)(int.MaxValue - _lengths![_order[i]]) << 32) | (uint)i;
            }

            _keys.AsSpan(start, end - start).Sort();
            for (int i = start; i < end; i++)
            {
                _sorted[i] = _order[(int)(uint)_keys[i]];
            }

            _sorted.AsSpan(start, end - start).CopyTo(_order.AsSpan(start));
        }
    }
}
