using Xunit;

namespace CellGen.Tests;

/// <summary>The largest magnitude of eigenvalues, of matrices whose eigenvalues are known.</summary>
public class SpectralRadiusTests
{
    public static TheoryData<string, float[], double> Known => new()
    {
        { "diagonal, the largest is negative", [1, 0, 0, 0, -3, 0, 0, 0, 2], 3 },
        { "a rotation by a right angle, times two: ±2i", [0, -2, 2, 0], 2 },
        { "1 ± 2i", [1, -2, 2, 1], Math.Sqrt(5) },
        { "a pair 0.5 ± 0.5i beside 0.6", [0.5f, -0.5f, 7, 0.5f, 0.5f, -3, 0, 0, 0.625f], Math.Sqrt(0.5) },
        { "roots of one: a permutation", [0, 1, 0, 0, 0, 1, 1, 0, 0], 1 },
        { "a Jordan block, far from normal", [0.5f, 100, 0, 0, 0.5f, 100, 0, 0, 0.5f], 0.5 },
        { "the companion of x³ - 6x² + 11x - 6: 1, 2, 3", [6, -11, 6, 1, 0, 0, 0, 1, 0], 3 },
        { "nilpotent", [0, 1, 2, 0, 0, 3, 0, 0, 0], 0 },
        { "zero", [0, 0, 0, 0], 0 },
        { "rank one: the trace", [1, 2, 3, 2, 4, 6, -1, -2, -3], 2 },
        { "of one number", [-0.25f], 0.25 },
        { "tiny", [1e-30f, 0, 0, 2e-30f], 2e-30 },
        { "huge", [1e30f, 0, 0, -2e30f], 2e30 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void OfKnownMatrices(string name, float[] matrix, double expected)
    {
        double radius = SpectralRadius.Of(matrix, (int)Math.Sqrt(matrix.Length));
        Assert.True(Math.Abs(radius - expected) <= 1e-7 * expected, $"{name}: {radius}; expected {expected}");
    }

    [Fact]
    public void OfABlockMatrixItIsTheLargestOfItsBlocks()
    {
        // Pairs r e^(± i a), mixed by an orthogonal similarity (a Householder reflection), which changes no eigenvalue.
        const int Size = 40;
        var random = new Random(3);
        var matrix = new double[Size, Size];
        double largest = 0;
        for (int block = 0; block < Size; block += 2)
        {
            (double r, double a) = (random.NextDouble() * 1.5, random.NextDouble() * Math.PI);
            largest = Math.Max(largest, r);
            (matrix[block, block], matrix[block, block + 1]) = (r * Math.Cos(a), -r * Math.Sin(a));
            (matrix[block + 1, block], matrix[block + 1, block + 1]) = (r * Math.Sin(a), r * Math.Cos(a));
        }

        double[] v = [.. Enumerable.Range(0, Size).Select(_ => random.NextDouble() - 0.5)];
        double length = Math.Sqrt(v.Sum(x => x * x));
        double Reflect(int i, int j) => (i == j ? 1 : 0) - (2 * v[i] * v[j] / (length * length));
        var mixed = new float[Size * Size];
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                double sum = 0;
                for (int k = 0; k < Size; k++)
                {
                    for (int l = 0; l < Size; l++)
                    {
                        sum += Reflect(i, k) * matrix[k, l] * Reflect(l, j);
                    }
                }

                mixed[(i * Size) + j] = (float)sum;
            }
        }

        Assert.InRange(SpectralRadius.Of(mixed, Size), largest * (1 - 1e-6), largest * (1 + 1e-6)); // what float leaves of it
    }

    [Fact]
    public void WhatIsNotFiniteOrNotSquareHasAnAnswer()
    {
        Assert.True(double.IsNaN(SpectralRadius.Of([1, float.NaN, 0, 1], 2)));
        Assert.True(double.IsNaN(SpectralRadius.Of([1, float.PositiveInfinity, 0, 1], 2)));
        Assert.Equal(0, SpectralRadius.Of([], 0));
        Assert.Contains("6 values; expected 4", Assert.Throws<ArgumentException>("matrix", () => SpectralRadius.Of(new float[6], 2)).Message, StringComparison.Ordinal);
    }
}
