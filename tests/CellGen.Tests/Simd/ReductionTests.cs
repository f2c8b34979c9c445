using CellGen.Simd;
using Xunit;

namespace CellGen.Tests.Simd;

/// <summary>The order of additions is the documented one, for every length.</summary>
public sealed class ReductionTests
{
    [Fact]
    public void TheOrderIsSixteenLanesAndATree()
    {
        for (int length = 0; length <= 70; length++)
        {
            float[] x = Values(length, 1);
            float[] y = Values(length, 2);
            float[] w = [.. Values(length, 3).Select(value => value > 0 ? 1f : 0f)];

            Assert.Equal(SumInOrder([.. x]), Reduction.Sum(x));
            Assert.Equal(SumInOrder([.. x.Select(value => (double)value * value)]), Reduction.SumOfSquares(x));
            double[] squares = [.. x.Zip(y, (a, b) => (double)(a - b) * (a - b))];
            Assert.Equal(SumInOrder(squares), Reduction.SumOfSquaredDifferences(x, y));
            Assert.Equal(SumInOrder([.. squares.Zip(w, (a, b) => a * b)]), Reduction.SumOfSquaredDifferences(x, y, w));
        }
    }

    [Fact]
    public void AnotherOrderWouldBeOtherBits()
    {
        float[] x = Values(1000, 4);

        Assert.NotEqual(x.Aggregate(0.0, (sum, value) => sum + value), Reduction.Sum(x));
    }

    [Fact]
    public void WhatHasNoWeightCountsForNothing()
    {
        Assert.Equal(4.0, Reduction.SumOfSquaredDifferences([float.NaN, 3f, 1f], [0f, 1f, float.NaN], [0f, 1f, 0f]));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(1_000)]
    [InlineData(20_001)]
    [InlineData(1_000_000)]
    [InlineData(10_000_000)]
    public void NoDigitsAreLostWithTheLength(int length)
    {
        float[] x = [.. Enumerable.Repeat(0.1f, length)];
        float[] y = [.. Enumerable.Repeat(0.3f, length)];
        float[] w = [.. Enumerable.Repeat(1f, length)];
        double square = (double)(0.1f - 0.3f) * (0.1f - 0.3f);

        Assert.Equal(1, Reduction.Sum(x) / ((double)0.1f * length), 1e-9);
        Assert.Equal(1, Reduction.SumOfSquares(x) / ((double)0.1f * 0.1f * length), 1e-9);
        Assert.Equal(1, Reduction.SumOfSquaredDifferences(x, y) / (square * length), 1e-9);
        Assert.Equal(1, Reduction.SumOfSquaredDifferences(x, y, w) / (square * length), 1e-9);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void WhatIsNotFiniteShows(float bad)
    {
        for (int place = 0; place < 37; place++)
        {
            float[] x = new float[37];
            x[place] = bad;
            Assert.Equal(bad, Reduction.Sum(x));
            Assert.Equal(Math.Abs(bad), Reduction.SumOfSquares(x));
            Assert.Equal(Math.Abs(bad), Reduction.SumOfSquaredDifferences(x, new float[37]));
        }
    }

    private static double SumInOrder(double[] terms)
    {
        double[] lanes = new double[16];
        for (int i = 0; i < terms.Length; i++)
        {
            lanes[i % 16] += terms[i];
        }

        for (int half = 8; half > 0; half /= 2)
        {
            for (int k = 0; k < half; k++)
            {
                lanes[k] += lanes[k + half];
            }
        }

        return lanes[0];
    }

    private static float[] Values(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 4))))];
    }
}
