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

            Assert.Equal(SumInOrder(x), Reduction.Sum(x));
            Assert.Equal(SumInOrder([.. x.Select(value => value * value)]), Reduction.SumOfSquares(x));
            float[] squares = [.. x.Zip(y, (a, b) => (a - b) * (a - b))];
            Assert.Equal(SumInOrder(squares), Reduction.SumOfSquaredDifferences(x, y));
            Assert.Equal(SumInOrder([.. squares.Zip(w, (a, b) => a * b)]), Reduction.SumOfSquaredDifferences(x, y, w));
        }
    }

    [Fact]
    public void AnotherOrderWouldBeOtherBits()
    {
        float[] x = Values(1000, 4);

        Assert.NotEqual(x.Aggregate(0f, (sum, value) => sum + value), Reduction.Sum(x));
    }

    [Fact]
    public void WhatHasNoWeightCountsForNothing()
    {
        Assert.Equal(4f, Reduction.SumOfSquaredDifferences([float.NaN, 3f, 1f], [0f, 1f, float.NaN], [0f, 1f, 0f]));
    }

    private static float SumInOrder(float[] terms)
    {
        float[] lanes = new float[16];
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
