using System.Text.Json;
using CellGen.Tests.Goldens;
using Xunit;

namespace CellGen.Tests.Losses;

/// <summary>The binary cross-entropy of logits beside torch, with and without a mask, and far out.</summary>
public sealed class BinaryCrossEntropyTests
{
    [Fact]
    public void LossAndGradientAreThoseOfTorch()
    {
        foreach (JsonElement golden in GoldenFile.Read("losses.json").GetProperty("binary").EnumerateArray())
        {
            float positive = golden.Float("positive", 1);
            float[] mask = golden.Floats("mask");
            LossAssert.MatchesGolden(golden, (x, y, g) => BinaryCrossEntropy.Compute(x, y, mask, g, positive));
            if (mask.All(value => value == 1))
            {
                LossAssert.MatchesGolden(golden, (x, y, g) => BinaryCrossEntropy.Compute(x, y, g, positive));
            }
        }
    }

    [Theory]
    [InlineData(30f)]
    [InlineData(100f)]
    [InlineData(1e30f)]
    public void FarOutItKeepsItsDigits(float logit)
    {
        float[] gradient = new float[1];
        Assert.Equal(logit, BinaryCrossEntropy.Compute([logit], [0f], gradient));
        Assert.Equal(1f, gradient[0]);
        float small = (float)Math.Exp(-logit);
        Assert.Equal(small, BinaryCrossEntropy.Compute([logit], [1f], gradient), 1e-6f * small);
        Assert.Equal(-small, gradient[0], 1e-6f * small);
        Assert.Equal(small, BinaryCrossEntropy.Compute([-logit], [0f], gradient), 1e-6f * small);
        Assert.Equal(small, gradient[0], 1e-6f * small);
    }

    [Fact]
    public void WhereNothingCountsAllIsZero()
    {
        float[] gradient = [7f, 7f];
        Assert.Equal(0f, BinaryCrossEntropy.Compute([1f, 2f], [1f, 0f], [0f, 0f], gradient));
        Assert.Equal([0f, 0f], gradient);
        Assert.Equal(0f, BinaryCrossEntropy.Compute([], [], []));
        Assert.Equal((float)Math.Log(2), BinaryCrossEntropy.Compute([float.NaN, 0f], [1f, 1f], [0f, 1f], gradient), 1e-7f);
        Assert.Equal([0f, -0.5f], gradient);
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        Assert.Throws<ArgumentException>("target", () => BinaryCrossEntropy.Compute(new float[5], new float[4], []));
        Assert.Throws<ArgumentException>("gradient", () => BinaryCrossEntropy.Compute(new float[5], new float[5], new float[4]));
        Assert.Throws<ArgumentException>("mask", () => BinaryCrossEntropy.Compute(new float[5], new float[5], new float[4], []));
        Assert.Throws<ArgumentOutOfRangeException>("positiveWeight", () => BinaryCrossEntropy.Compute([], [], [], -1f));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        float[] values = new float[101];
        float[] gradient = new float[101];
        int[] target = [1, 2];
        All();
        long before = GC.GetAllocatedBytesForCurrentThread();
        All();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void All()
        {
            BinaryCrossEntropy.Compute(values, values, gradient);
            Huber.Compute(values, values, gradient);
            SoftmaxCrossEntropy.Compute(values.AsSpan(0, 100), target, 50, gradient.AsSpan(0, 100), [], labelSmoothing: 0.1f);
        }
    }
}
