using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CellGen.Generated;

namespace CellGen;

/// <summary>
/// Draws random matrices with orthonormal rows or columns: normal numbers, made orthonormal by Gram and Schmidt's method in
/// double precision. Each vector goes through it twice, which is enough for orthogonality to the last bits (Giraud et al.,
/// 2005, "The loss of orthogonality in the Gram–Schmidt orthogonalization process").
/// </summary>
/// <remarks>Sums have four lanes and one order at every vector width, without fused multiply-add: the same bits everywhere.</remarks>
internal static class OrthogonalMatrix
{
    /// <summary>Draws a matrix, row-major; whichever of rows and columns are fewer are orthonormal.</summary>
    public static void Draw(ref SplitMix64 random, int rows, int columns, Span<float> values)
    {
        bool tall = rows > columns;
        int size = Math.Max(rows, columns);
        var vectors = new double[Math.Min(rows, columns)][];
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] = new double[size];
            Draw(ref random, vectors, i);
            for (int j = 0; j < size; j++)
            {
                values[tall ? (j * columns) + i : (i * columns) + j] = (float)vectors[i][j];
            }
        }
    }

    /// <summary>Draws one vector, orthogonal to those before it.</summary>
    private static void Draw(ref SplitMix64 random, double[][] vectors, int index)
    {
        double[] vector = vectors[index];
        double length;
        do
        {
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] = random.NextNormal();
            }

            for (int pass = 0; pass < 2; pass++)
            {
                for (int i = 0; i < index; i++)
                {
                    Subtract(vectors[i], Dot(vectors[i], vector), vector);
                }
            }

            length = Math.Sqrt(Dot(vector, vector));
        }
        while (length < 1e-6); // what is left of a vector that depends on the others is noise

        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] /= length;
        }
    }

    /// <summary>Σ xᵢ yᵢ: lane k of four adds the terms k, k + 4, …; then (0 + 2) + (1 + 3); then the rest in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var xs = MemoryMarshal.Cast<double, Vector128<double>>(x);
        var ys = MemoryMarshal.Cast<double, Vector128<double>>(y);
        var low = Vector128<double>.Zero;
        var high = Vector128<double>.Zero;
        int pair = 0;
        for (; pair + 1 < xs.Length; pair += 2)
        {
            low += xs[pair] * ys[pair];
            high += xs[pair + 1] * ys[pair + 1];
        }

        low += high;
        double sum = low[0] + low[1];
        for (int i = 2 * pair; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    /// <summary>y −= factor · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(ReadOnlySpan<double> x, double factor, Span<double> y)
    {
        var xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        var ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        for (int i = 0; i < ys.Length; i++)
        {
            ys[i] -= xs[i] * factor;
        }

        for (int i = ys.Length * Vector<double>.Count; i < y.Length; i++)
        {
            y[i] -= x[i] * factor;
        }
    }
}
