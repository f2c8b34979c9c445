using System.Numerics;
using System.Runtime.CompilerServices;

namespace CellGen;

/// <summary>
/// The largest magnitude of a square matrix's eigenvalues, complex ones too: how fast a state that is multiplied by it again and
/// again grows or falls.
/// </summary>
/// <remarks>
/// By Gelfand's formula, ρ = lim ‖Aᵐ‖^(1/m): A is squared 32 times in double precision, scaled each time, so that m = 2³²; pairs of
/// complex eigenvalues and matrices that cannot be diagonalised need no care of their own. The error is that of the rounded
/// products, which matters where the norm of the matrix is far larger than its radius. Takes 32 n³ multiplications and additions, and
/// allocates two matrices of doubles. The same bits on every machine.
/// </remarks>
public static class SpectralRadius
{
    private const int Squarings = 32;

    /// <summary>The spectral radius of a matrix; 0 where a power of it is zero, NaN where an element is not finite.</summary>
    /// <param name="matrix">[size x size], row-major.</param>
    /// <param name="size">The number of rows and columns.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static double Of(ReadOnlySpan<float> matrix, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (matrix.Length != (long)size * size)
        {
            throw new ArgumentException($"matrix has {matrix.Length} values; expected {(long)size * size}, {size} rows of {size}.", nameof(matrix));
        }

        var power = new double[matrix.Length];
        var square = new double[matrix.Length];
        for (int i = 0; i < power.Length; i++)
        {
            power[i] = matrix[i];
        }

        // ρ is the product of the roots of the norms: A = ‖A‖ B, and ρ(A) = ‖A‖ √ρ(B²).
        double radius = 1;
        for (int squaring = 0; ; squaring++)
        {
            double norm = Normalize(power);
            for (int i = 0; i < squaring; i++)
            {
                norm = Math.Sqrt(norm);
            }

            radius *= norm;
            if (squaring == Squarings || !(radius > 0))
            {
                return radius;
            }

            Square(power, size, square);
            (power, square) = (square, power);
        }
    }

    /// <summary>Scales a matrix so that its spectral radius is what is asked for; one whose radius is 0 stays.</summary>
    internal static void Scale(Span<float> matrix, int size, float radius)
    {
        double now = Of(matrix, size);
        for (int i = 0; now > 0 && i < matrix.Length; i++)
        {
            matrix[i] = (float)(matrix[i] * (radius / now));
        }
    }

    /// <summary>x ← x / ‖x‖, the root of the sum of squares, which it returns; in one order of additions.</summary>
    private static double Normalize(Span<double> x)
    {
        double largest = 0;
        foreach (double value in x)
        {
            largest = Math.Max(largest, Math.Abs(value)); // NaN where one is
        }

        if (!(largest > 0) || double.IsInfinity(largest))
        {
            return largest == 0 ? 0 : double.NaN;
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] /= largest;
            sum += x[i] * x[i];
        }

        double norm = Math.Sqrt(sum);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] /= norm;
        }

        return largest * norm;
    }

    /// <summary>square ← x x, each element's products added in their order, without fused multiply-add: the same bits everywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Square(double[] x, int size, double[] square)
    {
        Array.Clear(square);
        for (int i = 0; i < size; i++)
        {
            Span<double> row = square.AsSpan(i * size, size);
            for (int k = 0; k < size; k++)
            {
                ReadOnlySpan<double> other = x.AsSpan(k * size, size);
                double factor = x[(i * size) + k];
                int j = 0;
                for (; j <= size - Vector<double>.Count; j += Vector<double>.Count)
                {
                    (new Vector<double>(row[j..]) + (new Vector<double>(other[j..]) * factor)).CopyTo(row[j..]);
                }

                for (; j < size; j++)
                {
                    row[j] += other[j] * factor;
                }
            }
        }
    }
}
