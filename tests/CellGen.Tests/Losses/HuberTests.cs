using System.Text.Json;
using CellGen.Tests.Goldens;
using Xunit;

namespace CellGen.Tests.Losses;

/// <summary>Huber's loss beside torch, with and without a mask.</summary>
public sealed class HuberTests
{
    [Fact]
    public void LossAndGradientAreThoseOfTorch()
    {
        foreach (JsonElement golden in GoldenFile.Read("losses.json").GetProperty("huber").EnumerateArray())
        {
            float delta = golden.Float("delta", 1);
            float[] mask = golden.Floats("mask");
            LossAssert.MatchesGolden(golden, (x, y, g) => Huber.Compute(x, y, mask, g, delta));
            if (mask.All(value => value == 1))
            {
                LossAssert.MatchesGolden(golden, (x, y, g) => Huber.Compute(x, y, g, delta));
            }
        }
    }

    [Fact]
    public void WhereNothingCountsAllIsZero()
    {
        float[] gradient = [7f, 7f];
        Assert.Equal(0f, Huber.Compute([1f, 2f], [3f, 4f], [0f, 0f], gradient));
        Assert.Equal([0f, 0f], gradient);
        Assert.Equal(0f, Huber.Compute([], [], []));
    }

    [Fact]
    public void WhereTheMaskIsZeroAnythingMayStand()
    {
        float[] gradient = [7f, 7f];
        Assert.Equal(2.5f, Huber.Compute([float.NaN, 3f], [1f, 0f], [0f, 1f], gradient));
        Assert.Equal([0f, 1f], gradient);
        Assert.True(float.IsNaN(Huber.Compute([float.NaN, 3f], [1f, 0f], [])));
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        Assert.Throws<ArgumentException>("target", () => Huber.Compute(new float[5], new float[4], []));
        Assert.Throws<ArgumentException>("gradient", () => Huber.Compute(new float[5], new float[5], new float[4]));
        Assert.Throws<ArgumentException>("mask", () => Huber.Compute(new float[5], new float[5], new float[4], []));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => Huber.Compute([], [], [], 0f));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => Huber.Compute([], [], [], float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => Huber.Compute([], [], [], float.PositiveInfinity));
    }
}
