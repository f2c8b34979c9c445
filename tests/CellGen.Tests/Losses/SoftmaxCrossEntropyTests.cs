using System.Text.Json;
using CellGen.Tests.Goldens;
using Xunit;

namespace CellGen.Tests.Losses;

/// <summary>Softmax cross-entropy beside torch, also with ignored rows and logits of a thousand.</summary>
public sealed class SoftmaxCrossEntropyTests
{
    [Fact]
    public void LossAndGradientAreThoseOfTorch()
    {
        JsonElement[] goldens = [.. GoldenFile.Read("losses.json").GetProperty("entropy").EnumerateArray()];
        Assert.NotEmpty(goldens);
        foreach (JsonElement golden in goldens)
        {
            float[] logits = golden.Floats("logits");
            int[] target = Targets(golden);
            int classes = golden.GetProperty("classes").GetInt32();
            float[] gradient = Garbage(logits.Length);

            float loss = SoftmaxCrossEntropy.Compute(logits, target, classes, gradient);

            Assert.Equal(golden.GetProperty("loss").GetSingle(), loss, 1e-6f * Math.Max(loss, 0.1f));
            LossAssert.Close(golden.Floats("gradient"), gradient);
            Assert.Equal(loss, SoftmaxCrossEntropy.Compute(logits, target, classes, []));
        }
    }

    [Fact]
    public void TheGradientIsTheSlopeOfTheLoss()
    {
        var random = new Random(3);
        float[] logits = [.. Enumerable.Range(0, 28).Select(_ => (float)(random.NextDouble() * 4))];
        int[] target = [0, 6, 1, 3];
        float[] gradient = new float[28];
        SoftmaxCrossEntropy.Compute(logits, target, 7, gradient, ignoreIndex: 1);

        LossAssert.IsSlope(changed => SoftmaxCrossEntropy.Compute(changed, target, 7, [], ignoreIndex: 1), logits, gradient);
        Assert.All(gradient[14..21], value => Assert.Equal(0f, value));
    }

    [Fact]
    public void EqualLogitsCostTheLogarithmOfTheClasses()
    {
        Assert.Equal((float)Math.Log(5), SoftmaxCrossEntropy.Compute(new float[5], [2], 5, []), 1e-7f);
    }

    [Fact]
    public void WhereNothingCountsAllIsZero()
    {
        float[] gradient = Garbage(4);

        Assert.Equal(0f, SoftmaxCrossEntropy.Compute([1f, 2f, 3f, 4f], [-100, -100], 2, gradient));
        Assert.Equal(new float[4], gradient);
        Assert.Equal(0f, SoftmaxCrossEntropy.Compute([], [], 2, []));
    }

    [Fact]
    public void AnIgnoredRowMayHoldAnything()
    {
        float[] gradient = Garbage(4);

        float loss = SoftmaxCrossEntropy.Compute([float.NaN, float.NaN, 1f, 1f], [-100, 0], 2, gradient);

        Assert.Equal((float)Math.Log(2), loss, 1e-7f);
        Assert.Equal([0f, 0f, -0.5f, 0.5f], gradient);
    }

    [Fact]
    public void NaNShowsInTheLoss()
    {
        Assert.True(float.IsNaN(SoftmaxCrossEntropy.Compute([1f, float.NaN], [0], 2, [])));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void ATargetThatIsNoClassIsNamedAndNothingIsWritten(int bad)
    {
        float[] gradient = [7f, 7f, 7f, 7f];

        var error = Assert.Throws<ArgumentOutOfRangeException>(
            "target", () => SoftmaxCrossEntropy.Compute(new float[4], [0, bad], 2, gradient));

        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
        Assert.Contains(bad.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal([7f, 7f, 7f, 7f], gradient);
    }

    [Fact]
    public void AWrongLengthNamesBothNumbers()
    {
        string logits = Assert.Throws<ArgumentException>(
            "logits", () => SoftmaxCrossEntropy.Compute(new float[7], [0, 1], 4, [])).Message;
        Assert.Contains("8", logits, StringComparison.Ordinal);
        Assert.Contains("7", logits, StringComparison.Ordinal);
        string gradient = Assert.Throws<ArgumentException>(
            "gradient", () => SoftmaxCrossEntropy.Compute(new float[8], [0, 1], 4, new float[7])).Message;
        Assert.Contains("8", gradient, StringComparison.Ordinal);
        Assert.Contains("7", gradient, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("classes", () => SoftmaxCrossEntropy.Compute([], [], 0, []));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        float[] logits = new float[60];
        int[] target = new int[6];
        float[] gradient = new float[60];
        SoftmaxCrossEntropy.Compute(logits, target, 10, gradient);

        long before = GC.GetAllocatedBytesForCurrentThread();
        SoftmaxCrossEntropy.Compute(logits, target, 10, gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int[] Targets(JsonElement golden) =>
        [.. golden.GetProperty("target").EnumerateArray().Select(value => value.GetInt32())];

    private static float[] Garbage(int length) => [.. Enumerable.Repeat(float.NaN, length)];
}
