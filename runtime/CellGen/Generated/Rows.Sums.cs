using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CellGen.Simd;

namespace CellGen.Generated;

/// <content>
/// Sums over rows. Each lane is summed in double precision in the order of the rows and rounded once: the same bits at every
/// vector width, and no digits are lost with the number of rows. A float's running sum is off by 1e-5 after 1,000 rows of one
/// value, and by 1e-2 after a million.
/// </content>
public static partial class Rows
{
    /// <summary>Adds the sum of all rows to a row.</summary>
    /// <param name="rows">The first row.</param>
    /// <param name="step">The number of floats from a row to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="sum">Where the sum is added; as long as a row.</param>
    public static void AddSum(ref float rows, int step, int count, Span<float> sum) =>
        AddSums(ref rows, step, count, ref MemoryMarshal.GetReference(sum), sum.Length);

    /// <summary>Adds the sum of each lane over all rows: sums[i] += Σ rows[t · step + i].</summary>
    /// <param name="rows">The first row.</param>
    /// <param name="step">The number of floats from a row to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="sums">The first of the sums that are added to.</param>
    /// <param name="lanes">The number of values in a row and of sums.</param>
    public static void AddSums(ref float rows, int step, int count, ref float sums, int lanes) =>
        AddScaledSums(ref rows, step, count, 1.0, ref sums, lanes);

    /// <summary>The mean of all rows.</summary>
    /// <param name="rows">The rows, one after the other, each as long as <paramref name="mean"/>.</param>
    /// <param name="mean">Where the mean goes.</param>
    public static void Mean(ReadOnlySpan<float> rows, Span<float> mean)
    {
        int count = rows.Length / mean.Length;
        mean.Clear();
        AddScaledSums(ref MemoryMarshal.GetReference(rows), mean.Length, count, 1.0 / count, ref MemoryMarshal.GetReference(mean), mean.Length);
    }

    /// <summary>sums[i] += (float)(scale · Σ rows[t · step + i]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaledSums(ref float rows, int step, int count, double scale, ref float sums, int lanes)
    {
        int lane = 0;
        for (; lane + (4 * Vector<double>.Count) <= lanes; lane += 4 * Vector<double>.Count)
        {
            // Four vectors of columns at once, so that one addition need not wait for the other.
            var total0 = Vector<double>.Zero;
            var total1 = Vector<double>.Zero;
            var total2 = Vector<double>.Zero;
            var total3 = Vector<double>.Zero;
            ref float row = ref Unsafe.Add(ref rows, lane);
            for (int i = 0; i < count; i++)
            {
                total0 += Widening.Load(ref row, 0);
                total1 += Widening.Load(ref row, (nuint)Vector<double>.Count);
                total2 += Widening.Load(ref row, 2 * (nuint)Vector<double>.Count);
                total3 += Widening.Load(ref row, 3 * (nuint)Vector<double>.Count);
                row = ref Unsafe.Add(ref row, step);
            }

            Add(total0 * scale, total1 * scale, ref Unsafe.Add(ref sums, lane));
            Add(total2 * scale, total3 * scale, ref Unsafe.Add(ref sums, lane + (2 * Vector<double>.Count)));
        }

        for (; lane + (2 * Vector<double>.Count) <= lanes; lane += 2 * Vector<double>.Count)
        {
            var total0 = Vector<double>.Zero;
            var total1 = Vector<double>.Zero;
            ref float row = ref Unsafe.Add(ref rows, lane);
            for (int i = 0; i < count; i++)
            {
                total0 += Widening.Load(ref row, 0);
                total1 += Widening.Load(ref row, (nuint)Vector<double>.Count);
                row = ref Unsafe.Add(ref row, step);
            }

            Add(total0 * scale, total1 * scale, ref Unsafe.Add(ref sums, lane));
        }

        for (; lane < lanes; lane++)
        {
            double total = 0;
            ref float row = ref Unsafe.Add(ref rows, lane);
            for (int i = 0; i < count; i++)
            {
                total += row;
                row = ref Unsafe.Add(ref row, step);
            }

            Unsafe.Add(ref sums, lane) += (float)(total * scale);
        }
    }

    /// <summary>Rounds the sums of two vectors of lanes and adds them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector<double> low, Vector<double> high, ref float sums) =>
        (Vector.LoadUnsafe(ref sums) + Vector.Narrow(low, high)).StoreUnsafe(ref sums);
}
