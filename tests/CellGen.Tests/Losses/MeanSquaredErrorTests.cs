using System.Text.Json;
using CellGen.Tests.Goldens;
using Xunit;

namespace CellGen.Tests.Losses;

/// <summary>Mean squared error beside torch, with and without a mask.</summary>
public sealed class MeanSquaredErrorTests
{
    private static readonly JsonElement Goldens = GoldenFile.Read("losses.json");

    [Fact]
    public void LossAndGradientAreThoseOfTorch()
    {
        foreach (JsonElement golden in Goldens.GetProperty("squared").EnumerateArray())
        {
            float[] prediction = golden.Floats("prediction");
            float[] target = golden.Floats("target");
            float[] gradient = Garbage(prediction.Length);

            float loss = MeanSquaredError.Compute(prediction, target, gradient);

            Assert.Equal(golden.GetProperty("loss").GetSingle(), loss, 1e-6f * loss);
            LossAssert.Close(golden.Floats("gradient"), gradient);
            Assert.Equal(loss, MeanSquaredError.Compute(prediction, target, []));
            LossAssert.IsSlope(changed => MeanSquaredError.Compute(changed, target, []), prediction, gradient);
        }
    }

    [Fact]
    public void TheMaskedLossAndGradientAreThoseOfTorch()
    {
        foreach (JsonElement golden in Goldens.GetProperty("masked").EnumerateArray())
        {
            float[] prediction = golden.Floats("prediction");
            float[] target = golden.Floats("target");
            float[] mask = golden.Floats("mask");
            float[] gradient = Garbage(prediction.Length);

            float loss = MeanSquaredError.Compute(prediction, target, mask, gradient);

            Assert.Equal(golden.GetProperty("loss").GetSingle(), loss, 1e-6f * loss);
            LossAssert.Close(golden.Floats("gradient"), gradient);
            Assert.Equal(loss, MeanSquaredError.Compute(prediction, target, mask, []));
            LossAssert.IsSlope(changed => MeanSquaredError.Compute(changed, target, mask, []), prediction, gradient);
        }
    }

    [Fact]
    public void MaskedElementsMayBeMissing()
    {
        for (int length = 2; length < 40; length++)
        {
            float[] prediction = Garbage(length);
            float[] target = Garbage(length);
            float[] mask = new float[length];
            (prediction[length - 1], target[length - 1], mask[length - 1]) = (3f, 1f, 1f);
            float[] gradient = Garbage(length);

            Assert.Equal(4f, MeanSquaredError.Compute(prediction, target, mask, gradient));
            Assert.Equal(4f, gradient[^1]);
            Assert.All(gradient[..^1], value => Assert.Equal(0f, value));
        }
    }

    [Fact]
    public void WithAMaskOfOnesItIsTheMean()
    {
        float[] prediction = [1f, 2f, 4f];
        float[] target = [0f, 4f, 4f];
        float[] gradient = new float[3];

        Assert.Equal(5f / 3, MeanSquaredError.Compute(prediction, target, [1f, 1f, 1f], gradient));
        LossAssert.Close([2f / 3, -4f / 3, 0f], gradient);
    }

    [Fact]
    public void WhereNothingCountsAllIsZero()
    {
        float[] gradient = Garbage(2);

        Assert.Equal(0f, MeanSquaredError.Compute([1f, 2f], [3f, 4f], [0f, 0f], gradient));
        Assert.Equal([0f, 0f], gradient);
        Assert.Equal(0f, MeanSquaredError.Compute([], [], []));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(20_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    [InlineData(10_000_000)]
    public void NoDigitsAreLostWithTheLength(int length)
    {
        float[] prediction = [.. Enumerable.Repeat(0.1f, length)];
        float[] target = new float[length];
        float[] mask = [.. Enumerable.Repeat(1f, length)];
        double expected = (double)0.1f * 0.1f;

        Assert.Equal(1, MeanSquaredError.Compute(prediction, target, []) / expected, 1e-7);
        Assert.Equal(1, MeanSquaredError.Compute(prediction, target, mask, []) / expected, 1e-7);
        mask.AsSpan().Fill(0.3f);
        Assert.Equal(1, MeanSquaredError.Compute(prediction, target, mask, []) / expected, 3e-7);
    }

    [Theory]
    [InlineData(1e18f)]
    [InlineData(1e-18f)]
    public void TheMeanOfSquaresIsRightWhereItIsAFloat(float error)
    {
        float[] prediction = [.. Enumerable.Repeat(error, 1000)];
        Assert.Equal(1, MeanSquaredError.Compute(prediction, new float[1000], []) / ((double)error * error), 1e-6);
    }

    [Fact]
    public void AMissingTargetWithoutAMaskShows()
    {
        Assert.True(float.IsNaN(MeanSquaredError.Compute([1f, 2f], [float.NaN, 2f], [])));
    }

    [Fact]
    public void AWrongLengthNamesBothNumbers()
    {
        Check("target", () => MeanSquaredError.Compute(new float[5], new float[4], []));
        Check("gradient", () => MeanSquaredError.Compute(new float[5], new float[5], new float[4]));
        Check("target", () => MeanSquaredError.Compute(new float[5], new float[4], new float[5], []));
        Check("mask", () => MeanSquaredError.Compute(new float[5], new float[5], new float[4], []));
        Check("gradient", () => MeanSquaredError.Compute(new float[5], new float[5], new float[5], new float[4]));

        static void Check(string name, Func<object> call)
        {
            string message = Assert.Throws<ArgumentException>(name, call).Message;
            Assert.Contains("5", message, StringComparison.Ordinal);
            Assert.Contains("4", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NothingIsAllocated()
    {
        float[] prediction = new float[101];
        float[] mask = Enumerable.Repeat(1f, 101).ToArray();
        float[] gradient = new float[101];
        Both();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Both();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Both()
        {
            MeanSquaredError.Compute(prediction, mask, gradient);
            MeanSquaredError.Compute(prediction, mask, mask, gradient);
        }
    }

    private static float[] Garbage(int length) => [.. Enumerable.Repeat(float.NaN, length)];
}
