using Xunit;

namespace CellGen.Tests.Optimizers;

/// <summary>What holds for every optimizer: the same bits in any lane, lengths, zeros, no allocation, tiny values.</summary>
public sealed class OptimizerTests
{
    private static readonly Dictionary<string, Func<int, IOptimizer>> Makers = new()
    {
        ["adam"] = count => new Adam(count, weightDecay: 0.01f),
        ["sgd"] = count => new Sgd(count, weightDecay: 0.01f),
        ["sgd, momentum"] = count => new Sgd(count, momentum: 0.9f, dampening: 0.1f),
        ["sgd, nesterov"] = count => new Sgd(count, momentum: 0.9f, nesterov: true),
    };

    public static TheoryData<string> Names => [.. Makers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AVectorLaneAndASingleElementAreTheSameBits(string name)
    {
        const int Count = 37;
        IOptimizer whole = Makers[name](Count);
        IOptimizer[] singles = [.. Enumerable.Range(0, Count).Select(_ => Makers[name](1))];
        var random = new Random(7);
        float[] together = Noise(random, Count);
        float[] apart = [.. together];
        for (int step = 0; step < 20; step++)
        {
            float[] gradient = Noise(random, Count);
            whole.Step(together, gradient);
            for (int i = 0; i < Count; i++)
            {
                singles[i].Step(apart.AsSpan(i, 1), gradient.AsSpan(i, 1));
            }
        }

        Assert.Equal(apart.Select(BitConverter.SingleToInt32Bits), together.Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AZeroParameterWithoutGradientStaysZero(string name)
    {
        IOptimizer optimizer = Makers[name](40);
        float[] parameters = new float[40];
        for (int step = 0; step < 10; step++)
        {
            optimizer.Step(parameters, new float[40]);
        }

        Assert.All(parameters, value => Assert.Equal(0f, value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepAllocatesNothing(string name)
    {
        IOptimizer optimizer = Makers[name](1000);
        float[] parameters = new float[1000];
        float[] gradient = Noise(new Random(1), 1000);
        optimizer.Step(parameters, gradient);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 100; step++)
        {
            optimizer.LearningRate = 0.5f;
            optimizer.Step(parameters, gradient);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AWrongLengthNamesBothNumbers(string name)
    {
        IOptimizer optimizer = Makers[name](12);

        var parameters = Assert.Throws<ArgumentException>("parameters", () => optimizer.Step(new float[11], new float[12]));
        Assert.Contains("12", parameters.Message, StringComparison.Ordinal);
        Assert.Contains("11", parameters.Message, StringComparison.Ordinal);
        var gradient = Assert.Throws<ArgumentException>("gradient", () => optimizer.Step(new float[12], new float[13]));
        Assert.Contains("12", gradient.Message, StringComparison.Ordinal);
        Assert.Contains("13", gradient.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ABadSettingIsNamed(float bad)
    {
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new Adam(1, learningRate: bad));
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new Adam(1, beta1: bad));
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => new Adam(1, beta2: bad));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new Adam(1, epsilon: bad));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new Adam(1, weightDecay: bad));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => new Adam(1).LearningRate = bad);
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new Sgd(1, learningRate: bad));
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new Sgd(1, momentum: bad));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new Sgd(1, weightDecay: bad));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => new Sgd(1).LearningRate = bad);
    }

    [Fact]
    public void OtherBadSettings()
    {
        Assert.Throws<ArgumentOutOfRangeException>("parameterCount", () => new Adam(-1));
        Assert.Throws<ArgumentOutOfRangeException>("parameterCount", () => new Sgd(-1));
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new Adam(1, beta1: 1f));
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => new Adam(1, beta2: 1f));
        Assert.Throws<ArgumentOutOfRangeException>("dampening", () => new Sgd(1, dampening: float.NaN));
        Assert.Throws<ArgumentException>("nesterov", () => new Sgd(1, nesterov: true));
        Assert.Throws<ArgumentException>("nesterov", () => new Sgd(1, momentum: 0.9f, dampening: 0.1f, nesterov: true));
    }

    [Fact]
    public void DecayingAveragesDoNotLingerAmongTheDenormals()
    {
        // One gradient, then none: halved in every step, the averages reach 2^-126 and must become zero after it.
        var adam = new Adam(9, beta1: 0.5f, beta2: 0.5f);
        var sgd = new Sgd(9, learningRate: 1f, momentum: 0.5f);
        float[] first = new float[9];
        float[] second = new float[9];
        float[] gradient = new float[9];
        Array.Fill(gradient, 1f);
        adam.Step(first, gradient);
        sgd.Step(second, gradient);
        Array.Clear(gradient);
        for (int step = 0; step < 126; step++)
        {
            adam.Step(first, gradient);
            sgd.Step(second, gradient);
        }

        // The next velocity would be 2^-127; a learning rate of 2^120 would show it.
        Array.Clear(second);
        sgd.LearningRate = MathF.ScaleB(1, 120);
        sgd.Step(second, gradient);
        Assert.All(second, value => Assert.Equal(0f, value));
        Array.Clear(first);
        adam.LearningRate = 1e30f;
        adam.Step(first, gradient);
        Assert.All(first, value => Assert.Equal(0f, value));
    }

    private static float[] Noise(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-4, 4))))];
}
