using System.Numerics;
using System.Runtime.CompilerServices;

namespace CellGen.Generated;

/// <summary>Operations on rows of floats. Lane by lane, rows in order: the same bits at every vector width.</summary>
public static class Rows
{
    /// <summary>Adds the sum of all rows to a row.</summary>
    /// <param name="rows">The rows, one after the other, each as long as <paramref name="sum"/>.</param>
    /// <param name="sum">Where the sum is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSum(ReadOnlySpan<float> rows, Span<float> sum)
    {
        int size = sum.Length;
        int lane = 0;
        for (; lane + Vector<float>.Count <= size; lane += Vector<float>.Count)
        {
            var total = Vector<float>.Zero;
            for (int start = lane; start < rows.Length; start += size)
            {
                total += new Vector<float>(rows[start..]);
            }

            (new Vector<float>(sum[lane..]) + total).CopyTo(sum[lane..]);
        }

        for (; lane < size; lane++)
        {
            float total = 0;
            for (int start = lane; start < rows.Length; start += size)
            {
                total += rows[start];
            }

            sum[lane] += total;
        }
    }

    /// <summary>The mean of all rows.</summary>
    /// <param name="rows">The rows, one after the other, each as long as <paramref name="mean"/>.</param>
    /// <param name="mean">Where the mean goes.</param>
    public static void Mean(ReadOnlySpan<float> rows, Span<float> mean)
    {
        mean.Clear();
        AddSum(rows, mean);
        Scale(mean, 1f / (rows.Length / mean.Length));
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
    public static void CopyPadded(ReadOnlySpan<float> source, Span<float> row)
    {
        source.CopyTo(row);
        row[source.Length..].Clear();
    }

    private static void Scale(Span<float> values, float factor)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }
}
