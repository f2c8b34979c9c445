using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CellGen.Layout;

namespace CellGen.Generated;

/// <summary>Operations on rows of floats. Lane by lane, rows in order: the same bits at every vector width.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Rows
{
    /// <summary>Adds the two halves of each row: sums[j] = pairs[j] + pairs[size + j].</summary>
    /// <param name="pairs">The first row of 2 · size values.</param>
    /// <param name="pairStep">The number of floats from one of these rows to the next.</param>
    /// <param name="sums">Takes the first row of sums; other memory than the pairs, or their first halves.</param>
    /// <param name="sumStep">The number of floats from one row of sums to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="size">The number of values in a half.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddHalves(ref float pairs, int pairStep, ref float sums, int sumStep, int count, int size)
    {
        for (int i = 0; i < count; i++)
        {
            ref float first = ref Unsafe.Add(ref pairs, (nint)i * pairStep);
            AddRow(ref first, ref Unsafe.Add(ref first, size), ref Unsafe.Add(ref sums, (nint)i * sumStep), size);
        }
    }

    /// <summary>Adds rows to rows: destination += source.</summary>
    /// <param name="source">The first row to add.</param>
    /// <param name="sourceStep">The number of floats from one of these rows to the next.</param>
    /// <param name="destination">The first row that is added to.</param>
    /// <param name="destinationStep">The number of floats from one of these rows to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="size">The number of values in a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ref float source, int sourceStep, ref float destination, int destinationStep, int count, int size)
    {
        for (int i = 0; i < count; i++)
        {
            ref float target = ref Unsafe.Add(ref destination, (nint)i * destinationStep);
            AddRow(ref target, ref Unsafe.Add(ref source, (nint)i * sourceStep), ref target, size);
        }
    }

    /// <summary>Copies rows.</summary>
    /// <param name="source">The first row to copy.</param>
    /// <param name="sourceStep">The number of floats from one of these rows to the next.</param>
    /// <param name="destination">Takes the first row.</param>
    /// <param name="destinationStep">The number of floats from one of these rows to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="size">The number of values in a row; the floats between rows are left alone.</param>
    public static void Copy(ref float source, int sourceStep, ref float destination, int destinationStep, int count, int size)
    {
        for (int i = 0; i < count; i++)
        {
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source, (nint)i * sourceStep), size)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (nint)i * destinationStep), size));
        }
    }

    /// <summary>Clears the lanes of one gate.</summary>
    /// <param name="row">The first lane.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="gates">The number of gates.</param>
    /// <param name="gate">The gate.</param>
    public static void ClearGate(ref float row, int units, int gates, int gate)
    {
        for (int unit = 0; unit < units;)
        {
            int block = LaneLayout.NextBlock(units - unit);
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref row, (unit * gates) + (gate * block)), block).Clear();
            unit += block;
        }
    }

    /// <summary>Writes the gradient of a mean over rows: every row gets the same share.</summary>
    /// <param name="gradient">The gradient of the mean; scaled in place.</param>
    /// <param name="rows">The rows to fill, one after the other, each as long as <paramref name="gradient"/>.</param>
    public static void MeanGradient(Span<float> gradient, Span<float> rows)
    {
        int count = rows.Length / gradient.Length;
        Scale(gradient, 1f / count);
        for (int row = 0; row < count; row++)
        {
            gradient.CopyTo(rows[(row * gradient.Length)..]);
        }
    }

    /// <summary>
    /// Copies units into a padded row and clears its padding: what an earlier sequence left there, perhaps NaN, must not
    /// reach the gradients of this one.
    /// </summary>
    /// <param name="source">The units.</param>
    /// <param name="row">The row, at least as long.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyPadded(ReadOnlySpan<float> source, Span<float> row)
    {
        source.CopyTo(row);
        row[source.Length..].Clear();
    }

    /// <summary>sum[j] = x[j] + y[j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ref float x, ref float y, ref float sum, int size)
    {
        int lane = 0;
        for (; lane + Vector<float>.Count <= size; lane += Vector<float>.Count)
        {
            nuint place = (nuint)lane;
            (Vector.LoadUnsafe(ref x, place) + Vector.LoadUnsafe(ref y, place)).StoreUnsafe(ref sum, place);
        }

        for (; lane < size; lane++)
        {
            Unsafe.Add(ref sum, lane) = Unsafe.Add(ref x, lane) + Unsafe.Add(ref y, lane);
        }
    }

    private static void Scale(Span<float> values, float factor)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }
}
