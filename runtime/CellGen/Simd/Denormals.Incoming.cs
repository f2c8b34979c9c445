using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CellGen.Simd;

/// <summary>What is done where numbers come in from outside: inputs, gradients of outputs, weights.</summary>
/// <remarks>
/// Whole numbers are compared, not floats: a comparison of floats would meet the denormals that it is to find. Where there
/// is none, which is nearly always, rows are read once and left where they are.
/// </remarks>
public static partial class Denormals
{
    private const uint SmallestBits = 0x0F800000; // of 2^-96
    private const uint SmallestNormalBits = 0x00800000; // of 2^-126

    /// <summary>Whether a value is not zero but below 2<sup>-96</sup> in magnitude.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTiny(float value) => (BitConverter.SingleToUInt32Bits(value) & Magnitude) - 1 < SmallestBits - 1;

    /// <summary>Whether any value is not zero but below 2<sup>-96</sup> in magnitude.</summary>
    /// <param name="values">The values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AnyTiny(ReadOnlySpan<float> values)
    {
        if (values.Length < Vector<uint>.Count)
        {
            foreach (float value in values)
            {
                if (IsTiny(value))
                {
                    return true;
                }
            }

            return false;
        }

        // One less than the magnitude: of zero the largest number that there is.
        ref uint first = ref Unsafe.As<float, uint>(ref MemoryMarshal.GetReference(values));
        var magnitude = new Vector<uint>(Magnitude);
        var least = new Vector<uint>(uint.MaxValue);
        nuint last = (nuint)(values.Length - Vector<uint>.Count);
        for (nuint i = 0; i < last; i += (nuint)Vector<uint>.Count)
        {
            least = Vector.Min(least, (Vector.LoadUnsafe(ref first, i) & magnitude) - Vector<uint>.One);
        }

        least = Vector.Min(least, (Vector.LoadUnsafe(ref first, last) & magnitude) - Vector<uint>.One);
        return Vector.LessThanAny(least, new Vector<uint>(SmallestBits - 1));
    }

    /// <summary>Replaces values below 2<sup>-96</sup> in magnitude by +0; a zero keeps its sign.</summary>
    /// <param name="values">The values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Flush(Span<float> values)
    {
        var bits = MemoryMarshal.Cast<float, uint>(values);
        var vectors = MemoryMarshal.Cast<uint, Vector<uint>>(bits);
        for (int i = 0; i < vectors.Length; i++)
        {
            var size = (vectors[i] & new Vector<uint>(Magnitude)) - Vector<uint>.One;
            vectors[i] &= Vector.GreaterThanOrEqual(size, new Vector<uint>(SmallestBits - 1));
        }

        for (int i = vectors.Length * Vector<uint>.Count; i < bits.Length; i++)
        {
            bits[i] = (bits[i] & Magnitude) - 1 < SmallestBits - 1 ? 0 : bits[i];
        }
    }

    /// <summary>Copies rows without their values below 2<sup>-96</sup>, where they have some.</summary>
    /// <param name="rows">The first row.</param>
    /// <param name="step">The number of floats from a row to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="size">The number of values in a row.</param>
    /// <param name="copy">Takes the copy, one row after the other: memory for count · size floats.</param>
    /// <returns>Whether there is a copy; otherwise the rows themselves may be read.</returns>
    public static bool Clean(ref float rows, int step, int count, int size, ref float copy)
    {
        if (!AnyTiny(ref rows, step, count, size))
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            var row = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref copy, (nint)i * size), size);
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref rows, (nint)i * step), size).CopyTo(row);
            Flush(row);
        }

        return true;
    }

    /// <summary>A weight as it is kept: +0 where it is denormal, since it would slow every product with it down.</summary>
    /// <param name="weight">The weight.</param>
    internal static float Weight(float weight) =>
        (BitConverter.SingleToUInt32Bits(weight) & Magnitude) - 1 < SmallestNormalBits - 1 ? 0f : weight;

    /// <summary>Whether any value of rows is not zero but below 2<sup>-96</sup> in magnitude.</summary>
    /// <param name="rows">The first row.</param>
    /// <param name="step">The number of floats from one row to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="size">The number of values in a row.</param>
    public static bool AnyTiny(ref float rows, int step, int count, int size)
    {
        if (step == size)
        {
            return AnyTiny(MemoryMarshal.CreateReadOnlySpan(ref rows, count * size));
        }

        for (int i = 0; i < count; i++)
        {
            if (AnyTiny(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref rows, (nint)i * step), size)))
            {
                return true;
            }
        }

        return false;
    }
}
