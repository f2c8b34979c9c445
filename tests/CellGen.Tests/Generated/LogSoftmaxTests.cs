using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>Log-softmax of strided rows, beside double precision, beside the cross-entropy, and its gradient as a slope.</summary>
public sealed class LogSoftmaxTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void RowsAreThoseOfDoublePrecisionAndWhatIsBetweenStays(int size)
    {
        const int Count = 3;
        int step = size + 3;
        float[] rows = Numbers(Count * step, 5f);
        float[] kept = [.. rows];

        LogSoftmax.Rows(ref rows[0], step, Count, size);

        for (int i = 0; i < rows.Length; i++)
        {
            if (i % step >= size)
            {
                Assert.Equal(kept[i], rows[i]);
                continue;
            }

            var row = kept.Skip(i / step * step).Take(size).Select(value => (double)value);
            Assert.Equal(kept[i] - Math.Log(row.Sum(Math.Exp)), rows[i], 2e-6);
        }
    }

    [Fact]
    public void LargeScoresDoNotOverflow()
    {
        float[] row = [1000f, 999f, -1000f];

        LogSoftmax.Rows(ref row[0], 3, 1, 3);

        Assert.Equal(-0.3132617f, row[0], 1e-6f);
        Assert.Equal(-1.3132617f, row[1], 1e-6f);
        Assert.Equal(-2000.3132f, row[2], 1e-3f);
    }

    [Fact]
    public void MinusInfinityIsAProbabilityOfZeroAndNaNShows()
    {
        float[] row = [0f, float.NegativeInfinity, 0f];
        LogSoftmax.Rows(ref row[0], 3, 1, 3);
        Assert.Equal([-0.6931472f, float.NegativeInfinity, -0.6931472f], row);

        row = [0f, float.NaN, 0f];
        LogSoftmax.Rows(ref row[0], 3, 1, 3);
        Assert.All(row, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void TheGradientIsTheSlope()
    {
        const int Count = 2;
        const int Size = 6;
        float[] x = Numbers(Count * Size, 2f);
        float[] weights = Numbers(Count * Size, 1f);
        float[] output = [.. x];
        LogSoftmax.Rows(ref output[0], Size, Count, Size);
        float[] gradient = new float[Count * Size];
        LogSoftmax.Gradient(ref output[0], Size, ref weights[0], Size, ref gradient[0], Size, Count, Size);

        for (int i = 0; i < x.Length; i++)
        {
            const float Step = 1f / 64;
            double slope = (Weighted(i, Step) - Weighted(i, -Step)) / (2 * Step);
            Assert.Equal(gradient[i], slope, 5e-4);
        }

        double Weighted(int index, float change)
        {
            float[] changed = [.. x];
            changed[index] += change;
            LogSoftmax.Rows(ref changed[0], Size, Count, Size);
            return changed.Select((value, i) => (double)value * weights[i]).Sum();
        }
    }

    [Fact]
    public void TheGradientMayBeStridedAndInPlace()
    {
        const int Size = 5;
        float[] output = Numbers(2 * 8, 1f);
        LogSoftmax.Rows(ref output[0], 8, 2, Size);
        float[] weights = Numbers(2 * 6, 1f);
        float[] separate = [.. Enumerable.Repeat(-7f, 2 * 16)];

        LogSoftmax.Gradient(ref output[0], 8, ref weights[0], 6, ref separate[0], 16, 2, Size);
        LogSoftmax.Gradient(ref output[0], 8, ref weights[0], 6, ref weights[0], 6, 2, Size);

        BitAssert.Same(weights.AsSpan(0, Size), separate.AsSpan(0, Size));
        BitAssert.Same(weights.AsSpan(6, Size), separate.AsSpan(16, Size));
        Assert.All(separate[Size..16], value => Assert.Equal(-7f, value));
    }

    [Fact]
    public void WithTheNegativeLogLikelihoodItIsTheCrossEntropy()
    {
        const int Classes = 9;
        int[] target = [3, 8, -100, 0];
        float[] logits = Numbers(4 * Classes, 4f);
        float[] expected = new float[logits.Length];
        float loss = SoftmaxCrossEntropy.Compute(logits, target, Classes, expected);

        float[] gradient = new float[logits.Length];
        LogSoftmax.Rows(ref logits[0], Classes, 4, Classes);
        Assert.Equal(loss, NegativeLogLikelihood.Compute(logits, target, Classes, gradient), 1e-6f);
        LogSoftmax.Gradient(ref logits[0], Classes, ref gradient[0], Classes, ref gradient[0], Classes, 4, Classes);

        Assert.All(Enumerable.Range(0, expected.Length), i => Assert.Equal(expected[i], gradient[i], 2e-7f));
    }

    private static float[] Numbers(int length, float scale)
    {
        var random = new Random(length);
        return [.. Enumerable.Range(0, length).Select(_ => (((float)random.NextDouble() * 2) - 1) * scale)];
    }
}
