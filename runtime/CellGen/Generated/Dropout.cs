using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Generated;

/// <summary>
/// Inverted dropout (Srivastava et al., 2014), as torch.nn.Dropout: each value is dropped with probability p, the others
/// are divided by 1 − p. Whether element i is dropped depends on a key and on i alone: the same bits on every machine, at
/// every vector width, whatever else was computed before, and backward computes the mask of forward again instead of
/// storing it.
/// </summary>
/// <remarks>
/// The counter i goes twice through the finalizer of MurmurHash3 (Appleby, 2011), each time after half of the key was
/// added; the upper 24 of the 32 bits are compared with p · 2²⁴. A dropped value is +0, whatever it was: NaN and
/// infinities are masked out, where torch, which multiplies by 0, leaves NaN.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Dropout
{
    /// <summary>The number of columns whose mask <see cref="ScaleRows"/> holds on the stack.</summary>
    private const int Tile = 256;

    private const uint Murmur1 = 0x85EBCA6B;
    private const uint Murmur2 = 0xC2B2AE35;

    // An array: a span over constants allocates where code is not optimised.
    private static readonly uint[] Counters = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>The key of a mask.</summary>
    /// <param name="seed">The seed of the training run.</param>
    /// <param name="sequence">A number for each sequence, step or pass that has a mask of its own.</param>
    /// <param name="place">A number for the place in the model: the layer, the direction, the purpose.</param>
    /// <returns>A key; where one of the three differs, another.</returns>
    public static ulong Key(ulong seed, ulong sequence, int place)
    {
        const ulong Golden = 0x9E3779B97F4A7C15;
        ulong key = SplitMix64.Mix(seed + Golden);
        key = SplitMix64.Mix((key ^ sequence) + Golden);
        return SplitMix64.Mix((key ^ (uint)place) + Golden);
    }

    /// <summary>Writes a mask: 0 where an element is dropped, otherwise 1 / (1 − p).</summary>
    /// <param name="mask">Takes the mask.</param>
    /// <param name="probability">The probability p with which an element is dropped, from 0 to 1.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mask(Span<float> mask, float probability, ulong key)
    {
        int threshold = Threshold(probability);
        float scale = Factor(probability);
        var kept = MemoryMarshal.Cast<float, int>(mask);
        Keep(kept, 0, threshold, key);
        int bits = BitConverter.SingleToInt32Bits(scale);
        var vectors = MemoryMarshal.Cast<int, Vector<int>>(kept);
        var scales = new Vector<int>(bits);
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] &= scales;
        }

        for (int i = vectors.Length * Vector<int>.Count; i < kept.Length; i++)
        {
            kept[i] &= bits;
        }
    }

    /// <summary>Drops values in place: values[i] becomes 0, or values[i] · 1 / (1 − p), by the mask of the same key.</summary>
    /// <param name="values">The values.</param>
    /// <param name="probability">The probability p with which a value is dropped, from 0 to 1.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    public static void Scale(Span<float> values, float probability, ulong key) =>
        ScaleRows(values, Math.Max(1, values.Length), probability, key);

    /// <summary>
    /// Drops whole columns of rows in place: column j of every row is dropped, or scaled, as element j of the mask of the
    /// same key says (Gal and Ghahramani, 2016: the same units at every step).
    /// </summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="size">The number of values in a row.</param>
    /// <param name="probability">The probability p with which a column is dropped, from 0 to 1.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="ArgumentException">There is no whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1, or the probability is not from 0 to 1.</exception>
    public static void ScaleRows(Span<float> rows, int size, float probability, ulong key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        int threshold = Threshold(probability);
        float scale = Factor(probability);
        if (rows.Length % size != 0)
        {
            throw new ArgumentException($"rows has {rows.Length} values; expected a whole number of rows of {size}.", nameof(rows));
        }

        Span<int> tile = stackalloc int[Tile];
        for (int column = 0; column < size; column += Tile)
        {
            var kept = tile[..Math.Min(Tile, size - column)];
            Keep(kept, (uint)column, threshold, key);
            for (int start = column; start < rows.Length; start += size)
            {
                Apply(rows.Slice(start, kept.Length), kept, scale);
            }
        }
    }

    /// <summary>kept[i] = all bits where element first + i is kept, otherwise none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Keep(Span<int> kept, uint first, int threshold, ulong key)
    {
        uint low = (uint)key + first;
        uint high = (uint)(key >> 32);
        var lows = new Vector<uint>(low) + new Vector<uint>(Counters);
        var highs = new Vector<uint>(high);
        var thresholds = new Vector<int>(threshold);
        var vectors = MemoryMarshal.Cast<int, Vector<int>>(kept);
        for (int i = 0; i < vectors.Length; i++)
        {
            var hash = Finish(Finish(lows) + highs);
            vectors[i] = Vector.GreaterThanOrEqual(Vector.AsVectorInt32(hash >>> 8), thresholds);
            lows += new Vector<uint>((uint)Vector<uint>.Count);
        }

        for (int i = vectors.Length * Vector<uint>.Count; i < kept.Length; i++)
        {
            uint hash = Finish(Finish(low + (uint)i) + high);
            kept[i] = (int)(hash >> 8) >= threshold ? -1 : 0;
        }
    }

    /// <summary>values[i] = values[i] · scale where it is kept, otherwise +0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(Span<float> values, ReadOnlySpan<int> kept, float scale)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var masks = MemoryMarshal.Cast<int, Vector<int>>(kept);
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] = Vector.AsVectorSingle(Vector.AsVectorInt32(vectors[i] * scale) & masks[i]);
        }

        for (int i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
        {
            values[i] = kept[i] == 0 ? 0f : values[i] * scale;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Finish(Vector<uint> bits)
    {
        bits = (bits ^ (bits >>> 16)) * Murmur1;
        bits = (bits ^ (bits >>> 13)) * Murmur2;
        return bits ^ (bits >>> 16);
    }

    private static uint Finish(uint bits)
    {
        bits = (bits ^ (bits >> 16)) * Murmur1;
        bits = (bits ^ (bits >> 13)) * Murmur2;
        return bits ^ (bits >> 16);
    }

    /// <summary>p · 2²⁴: as many of the 2²⁴ hashes are dropped.</summary>
    private static int Threshold(float probability) => probability is >= 0 and <= 1
        ? (int)Math.Round(probability * (double)(1 << 24))
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is from 0 to 1.");

    /// <summary>1 / (1 − p), rounded once; infinity, which nothing meets, where p is 1.</summary>
    private static float Factor(float probability) => (float)(1 / (1 - (double)probability));
}
