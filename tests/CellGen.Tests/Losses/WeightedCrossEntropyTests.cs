using System.Text.Json;
using CellGen.Tests.Goldens;
using Xunit;

namespace CellGen.Tests.Losses;

/// <summary>Softmax cross-entropy with weights of classes and rows and smoothed labels, beside torch.</summary>
public sealed class WeightedCrossEntropyTests
{
    [Fact]
    public void LossAndGradientAreThoseOfTorch()
    {
        foreach (JsonElement golden in GoldenFile.Read("losses.json").GetProperty("weighted").EnumerateArray())
        {
            float[] logits = golden.Floats("logits");
            int[] target = [.. golden.GetProperty("target").EnumerateArray().Select(value => value.GetInt32())];
            int classes = golden.GetProperty("classes").GetInt32();
            float[] weights = golden.Floats("weights");
            float smoothing = golden.Float("smoothing", 0);
            float[] gradient = [.. Enumerable.Repeat(float.NaN, logits.Length)];

            float loss = SoftmaxCrossEntropy.Compute(logits, target, classes, gradient, weights, labelSmoothing: smoothing);

            float expected = golden.GetProperty("loss").GetSingle();
            Assert.Equal(expected, loss, 1e-6f * Math.Max(expected, 0.1f));
            LossAssert.Close(golden.Floats("gradient"), gradient);
            Assert.Equal(loss, SoftmaxCrossEntropy.Compute(logits, target, classes, [], weights, labelSmoothing: smoothing));
        }
    }

    [Fact]
    public void WithoutWeightsItIsThePlainOne()
    {
        var random = new Random(3);
        float[] logits = [.. Enumerable.Range(0, 28).Select(_ => (float)(random.NextDouble() * 4))];
        float[] plain = new float[28];
        float[] weighted = new float[28];
        float loss = SoftmaxCrossEntropy.Compute(logits, [0, 6, 1, 3], 7, plain, ignoreIndex: 1);
        Assert.Equal(loss, SoftmaxCrossEntropy.Compute(logits, [0, 6, 1, 3], 7, weighted, [], [], 0f, ignoreIndex: 1), 1e-6f);
        LossAssert.Close(plain, weighted);
        Assert.Equal(loss, SoftmaxCrossEntropy.Compute(logits, [0, 6, 1, 3], 7, weighted, [], mask: [1f, 1f, 0f, 1f]), 1e-6f);
        LossAssert.Close(plain, weighted);
    }

    [Fact]
    public void TheGradientIsTheSlopeOfTheLoss()
    {
        var random = new Random(3);
        float[] logits = [.. Enumerable.Range(0, 12).Select(_ => (float)(random.NextDouble() * 4))];
        float[] weights = [0.5f, 2f, 0f];
        float[] mask = [1f, 0.25f, 3f, 0f];
        float[] gradient = new float[12];
        SoftmaxCrossEntropy.Compute(logits, [0, 1, 2, 1], 3, gradient, weights, mask, 0.2f);
        LossAssert.IsSlope(changed => SoftmaxCrossEntropy.Compute(changed, [0, 1, 2, 1], 3, [], weights, mask, 0.2f), logits, gradient);
    }

    [Fact]
    public void WhereNothingCountsAllIsZero()
    {
        float[] gradient = [7f, 7f, 7f, 7f];
        Assert.Equal(0f, SoftmaxCrossEntropy.Compute([1f, 2f, 3f, 4f], [0, 1], 2, gradient, [], mask: [0f, 0f]));
        Assert.Equal(new float[4], gradient);
        gradient.AsSpan().Fill(7f);
        Assert.Equal(0f, SoftmaxCrossEntropy.Compute([1f, 2f, 3f, 4f], [0, 0], 2, gradient, [0f, 1f], labelSmoothing: 0.5f));
        Assert.Equal(new float[4], gradient);
        Assert.Equal(0f, SoftmaxCrossEntropy.Compute([1f, 2f, 3f, 4f], [-100, -100], 2, gradient, [], labelSmoothing: 0.5f));
        Assert.Equal(0f, SoftmaxCrossEntropy.Compute([], [], 2, [], [], labelSmoothing: 0.5f));
        Assert.Equal((float)Math.Log(2), SoftmaxCrossEntropy.Compute([float.NaN, 1f, 3f, 3f], [0, 1], 2, gradient, [], mask: [0f, 1f]), 1e-7f);
        Assert.Equal([0f, 0f, 0.5f, -0.5f], gradient);
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        float[] logits = new float[4];
        Assert.Throws<ArgumentException>("classWeights", () => SoftmaxCrossEntropy.Compute(logits, [0, 1], 2, [], [1f]));
        Assert.Throws<ArgumentException>("classWeights", () => SoftmaxCrossEntropy.Compute(logits, [0, 1], 2, [], [1f, -1f]));
        Assert.Throws<ArgumentException>("mask", () => SoftmaxCrossEntropy.Compute(logits, [0, 1], 2, [], [], mask: [1f, float.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>("labelSmoothing", () => SoftmaxCrossEntropy.Compute(logits, [0, 1], 2, [], [], labelSmoothing: 1.1f));
        Assert.Throws<ArgumentOutOfRangeException>("target", () => SoftmaxCrossEntropy.Compute(logits, [0, 2], 2, [], [], labelSmoothing: 0.1f));
    }
}
