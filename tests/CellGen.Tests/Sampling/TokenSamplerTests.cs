using Xunit;

namespace CellGen.Tests.Drawing;

/// <summary>Tokens are drawn as often as their probability says, none that is excluded, and always the same ones.</summary>
public sealed class TokenSamplerTests
{
    private static readonly float[] Logits = [0.5f, -1f, 2f, float.NegativeInfinity, 1f, float.NaN, 2f, -3f];

    [Theory]
    [InlineData(1f, 0, 1f)]
    [InlineData(0.5f, 0, 1f)]
    [InlineData(3f, 0, 1f)]
    [InlineData(1f, 3, 1f)]
    [InlineData(1f, 0, 0.8f)]
    [InlineData(2f, 4, 0.7f)]
    [InlineData(1f, 0, 1e-6f)]
    [InlineData(1f, 100, 1f)]
    public void TokensComeAsOftenAsTheyShould(float temperature, int topK, float topP)
    {
        const int Draws = 40_000;
        double[] expected = Probabilities(temperature, topK, topP);
        var sampler = new TokenSampler(8, new Sampling { Temperature = temperature, TopK = topK, TopP = topP, Seed = 3 });
        int[] counts = new int[8];
        for (int i = 0; i < Draws; i++)
        {
            counts[sampler.Next(Logits)]++;
        }

        for (int token = 0; token < 8; token++)
        {
            double deviation = Math.Sqrt(Draws * expected[token] * (1 - expected[token]));
            Assert.True(Math.Abs(counts[token] - (Draws * expected[token])) <= 4.5 * deviation, $"{token}: {counts[token]}, expected {Draws * expected[token]}");
        }
    }

    [Fact]
    public void TheSameTokensEverywhere()
    {
        var sampler = new TokenSampler(8, new Sampling { Seed = 42 });
        int[] drawn = [.. Enumerable.Range(0, 21).Select(_ => sampler.Next(Logits))];
        Assert.Equal("6 1 6 6 4 6 0 6 2 6 0 6 2 6 4 1 4 0 2 0 6", string.Join(' ', drawn));
    }

    [Fact]
    public void ASeedIsItsOwnSequenceAndAResumedSamplerGoesOn()
    {
        var first = new TokenSampler(8, new Sampling { Seed = 1 });
        var other = new TokenSampler(8, new Sampling { Seed = 2 });
        Assert.NotEqual(Enumerable.Range(0, 50).Select(_ => first.Next(Logits)), Enumerable.Range(0, 50).Select(_ => other.Next(Logits)));
        var checkpoint = new Checkpoint();
        first.Save(checkpoint, "sampler.");
        var resumed = new TokenSampler(8, new Sampling { Seed = 1 });
        resumed.Load(checkpoint, "sampler.");
        Assert.Equal(Enumerable.Range(0, 50).Select(_ => first.Next(Logits)), Enumerable.Range(0, 50).Select(_ => resumed.Next(Logits)));
    }

    [Fact]
    public void CertaintyIsTheFirstOfTheLargest()
    {
        Assert.Equal(2, new TokenSampler(8, new Sampling { Temperature = 0f }).Next(Logits));
        Assert.Equal(2, new TokenSampler(8, new Sampling { TopK = 1 }).Next(Logits));
        Assert.Equal(1, new TokenSampler(3).Next([0f, float.PositiveInfinity, float.PositiveInfinity]));
        Assert.Equal(0, new TokenSampler(1).Next([-1e30f]));
        Assert.Equal(1, new TokenSampler(2, new Sampling { Temperature = 1e-30f }).Next([1f, 1.0001f]));
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Temperature", () => new Sampling { Temperature = -1f });
        Assert.Throws<ArgumentOutOfRangeException>("Temperature", () => new Sampling { Temperature = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>("TopK", () => new Sampling { TopK = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("TopP", () => new Sampling { TopP = 0f });
        Assert.Throws<ArgumentOutOfRangeException>("TopP", () => new Sampling { TopP = 1.5f });
        Assert.Throws<ArgumentOutOfRangeException>("vocabulary", () => new TokenSampler(0));
        Assert.Throws<ArgumentException>("logits", () => new TokenSampler(3).Next(new float[2]));
        Assert.Throws<ArgumentException>("logits", () => new TokenSampler(2).Next([float.NaN, float.NegativeInfinity]));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var sampler = new TokenSampler(8, new Sampling { TopK = 5, TopP = 0.9f });
        sampler.Next(Logits);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sampler.Next(Logits);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double[] Probabilities(float temperature, int topK, float topP)
    {
        int[] order = [.. Enumerable.Range(0, 8).Where(token => Logits[token] > float.NegativeInfinity).OrderByDescending(token => Logits[token])];
        order = topK > 0 ? [.. order.Take(topK)] : order;
        double[] weights = new double[8];
        foreach (int token in order)
        {
            weights[token] = Math.Exp(Logits[token] / temperature);
        }

        double all = weights.Sum();
        double sum = 0;
        foreach (int token in order)
        {
            double before = sum;
            sum += weights[token] / all;
            weights[token] = before >= topP ? 0 : weights[token];
        }

        all = weights.Sum();
        return [.. weights.Select(weight => weight / all)];
    }
}
