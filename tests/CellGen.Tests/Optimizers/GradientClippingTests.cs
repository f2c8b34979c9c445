using System.Text.Json;
using CellGen.Tests.Goldens;
using Xunit;

namespace CellGen.Tests.Optimizers;

/// <summary>Clipping by norm beside torch's, clipping by value, and what neither may do.</summary>
public sealed class GradientClippingTests
{
    [Fact]
    public void TheNormAndTheClippedGradientAreThoseOfTorch()
    {
        JsonElement[] goldens = [.. GoldenFile.Read("optimizers.json").GetProperty("clipping").EnumerateArray()];
        Assert.NotEmpty(goldens);
        foreach (JsonElement golden in goldens)
        {
            float[] gradient = golden.Floats("before");
            float norm = GradientClipping.ByGlobalNorm(gradient, golden.GetProperty("limit").GetSingle());

            float expected = golden.GetProperty("norm").GetSingle();
            Assert.Equal(expected, norm, 1e-6f * expected);
            float[] after = golden.Floats("after");
            for (int i = 0; i < after.Length; i++)
            {
                Assert.Equal(after[i], gradient[i], 1e-6f * MathF.Abs(after[i]));
            }
        }
    }

    [Fact]
    public void AGradientWithinTheLimitKeepsItsBits()
    {
        float[] gradient = [3f, 4f, 1e-40f];
        float[] before = [.. gradient];

        Assert.Equal(5f, GradientClipping.ByGlobalNorm(gradient, 5.1f));
        Assert.Equal(before, gradient);
    }

    [Fact]
    public void ANormThatIsNotFiniteLeavesNaN()
    {
        float[] nan = [1f, float.NaN];
        Assert.True(float.IsNaN(GradientClipping.ByGlobalNorm(nan, 1f)));
        Assert.All(nan, value => Assert.True(float.IsNaN(value)));

        float[] infinite = [float.PositiveInfinity, 1f];
        Assert.Equal(float.PositiveInfinity, GradientClipping.ByGlobalNorm(infinite, 1f));
        Assert.True(float.IsNaN(infinite[0]));
        Assert.Equal(0f, infinite[1]);
    }

    [Theory]
    [InlineData(1e20f)]
    [InlineData(3e37f)]
    [InlineData(1e-5f)]
    [InlineData(1e-22f)]
    [InlineData(1e-30f)]
    public void TheNormNeitherOverflowsNorUnderflows(float size)
    {
        float[] gradient = [.. Enumerable.Repeat(size, 25)];
        Assert.Equal(1f, GradientClipping.ByGlobalNorm(gradient, float.MaxValue) / (5 * size), 1e-6f);
        Assert.All(gradient, value => Assert.Equal(size, value));

        float limit = 2 * size;
        GradientClipping.ByGlobalNorm(gradient, limit);
        double expected = size * (limit / ((5.0 * size) + 1e-6));
        Assert.All(gradient, value => Assert.Equal(expected, value, (1e-6 * expected) + 1e-44));
    }

    [Fact]
    public void ANormBeyondTheRangeOfFloatsIsClippedAsItShould()
    {
        float[] gradient = [.. Enumerable.Repeat(3e38f, 16)];
        Assert.Equal(float.PositiveInfinity, GradientClipping.ByGlobalNorm(gradient, 8f));
        Assert.All(gradient, value => Assert.Equal(2f, value, 1e-5f));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    [InlineData(10_000_000)]
    public void TheNormLosesNoDigitsWithTheLength(int length)
    {
        float[] gradient = [.. Enumerable.Repeat(0.1f, length)];
        Assert.Equal(1, GradientClipping.ByGlobalNorm(gradient, float.MaxValue) / (0.1f * Math.Sqrt(length)), 1e-7);
    }

    [Fact]
    public void ByValueClampsAndKeepsNaN()
    {
        for (int shift = 0; shift < 20; shift++)
        {
            // Every value visits every lane and the elements after the last whole vector.
            float[] gradient = new float[shift + 7];
            float[] values = [0.5f, -0.5f, 3f, -3f, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
            values.CopyTo(gradient, shift);

            GradientClipping.ByValue(gradient, 2f);

            Assert.Equal([0.5f, -0.5f, 2f, -2f, float.NaN, 2f, -2f], gradient[shift..]);
        }
    }

    [Fact]
    public void ByValueReportsTheLargestMagnitude()
    {
        for (int length = 1; length < 40; length++)
        {
            foreach (int place in new[] { 0, length / 2, length - 1 })
            {
                float[] gradient = [.. Enumerable.Repeat(0.5f, length)];
                gradient[place] = -3f;
                Assert.Equal(3f, GradientClipping.ByValue(gradient, 1f));
                Assert.Equal(1f, GradientClipping.ByValue(gradient, 1f));
                gradient[place] = float.NegativeInfinity;
                Assert.Equal(float.PositiveInfinity, GradientClipping.ByValue(gradient, 1f));
                Assert.Equal(-1f, gradient[place]);
                gradient[place] = float.NaN;
                gradient[length - 1 - place] = length - 1 == 2 * place ? float.NaN : float.PositiveInfinity;
                Assert.Equal(float.NaN, GradientClipping.ByValue(gradient, 1f));
            }
        }

        Assert.Equal(0f, GradientClipping.ByValue([], 1f));
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    public void ABadLimitIsNamed(float bad)
    {
        Assert.Throws<ArgumentOutOfRangeException>("maxNorm", () => GradientClipping.ByGlobalNorm([], bad));
        Assert.Throws<ArgumentOutOfRangeException>("maxValue", () => GradientClipping.ByValue([], bad));
    }

    [Fact]
    public void ClippingAllocatesNothing()
    {
        float[] gradient = [.. Enumerable.Range(0, 1001).Select(i => (float)i)];
        GradientClipping.ByGlobalNorm(gradient, 100f);
        GradientClipping.ByValue(gradient, 2f);

        long before = GC.GetAllocatedBytesForCurrentThread();
        GradientClipping.ByGlobalNorm(gradient, 1f);
        GradientClipping.ByValue(gradient, 0.01f);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
