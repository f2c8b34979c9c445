using Xunit;

namespace CellGen.Tests.Optimizers;

/// <summary>What holds for every optimizer: the same bits in any lane, lengths, zeros, no allocation, tiny values.</summary>
public sealed class OptimizerTests
{
    private static readonly Dictionary<string, Func<int, IOptimizer>> Makers = new()
    {
        ["adam"] = count => new Adam(count, weightDecay: 0.01f),
        ["adam, mask"] = count => new Adam(count, weightDecay: 0.3f, decayMask: Ones(count)),
        ["adamw"] = count => new AdamW(count),
        ["adamw, mask"] = count => new AdamW(count, weightDecay: 0.3f, decayMask: Ones(count)),
        ["rmsprop"] = count => new RmsProp(count, weightDecay: 0.01f),
        ["rmsprop, centered"] = count => new RmsProp(count, weightDecay: 0.01f, momentum: 0.9f, centered: true, decayMask: Ones(count)),
        ["sgd"] = count => new Sgd(count, weightDecay: 0.01f),
        ["sgd, mask"] = count => new Sgd(count, momentum: 0.5f, weightDecay: 0.3f, decayMask: Ones(count)),
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
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new AdamW(1, learningRate: bad));
        Assert.Throws<ArgumentOutOfRangeException>("beta1", () => new AdamW(1, beta1: bad));
        Assert.Throws<ArgumentOutOfRangeException>("beta2", () => new AdamW(1, beta2: bad));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new AdamW(1, epsilon: bad));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new AdamW(1, weightDecay: bad));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => new AdamW(1).LearningRate = bad);
        Assert.Throws<ArgumentOutOfRangeException>("learningRate", () => new RmsProp(1, learningRate: bad));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new RmsProp(1, alpha: bad));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => new RmsProp(1, epsilon: bad));
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new RmsProp(1, weightDecay: bad));
        Assert.Throws<ArgumentOutOfRangeException>("momentum", () => new RmsProp(1, momentum: bad));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => new RmsProp(1).LearningRate = bad);
        Assert.Throws<ArgumentException>("decayMask", () => new Adam(1, decayMask: [bad]));
        Assert.Throws<ArgumentException>("decayMask", () => new AdamW(1, decayMask: [bad]));
        Assert.Throws<ArgumentException>("decayMask", () => new RmsProp(1, decayMask: [bad]));
        Assert.Throws<ArgumentException>("decayMask", () => new Sgd(1, decayMask: [bad]));
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
    public void AMaskOfOnesChangesNoBitAndZerosAreWithoutDecay()
    {
        var random = new Random(9);
        float[] start = Noise(random, 37);
        float[] gradient = Noise(random, 37);
        foreach (Func<float, float[], IOptimizer> make in new Func<float, float[], IOptimizer>[]
        {
            (decay, mask) => new Adam(37, 0.1f, weightDecay: decay, decayMask: mask),
            (decay, mask) => new AdamW(37, 0.1f, weightDecay: decay, decayMask: mask),
            (decay, mask) => new RmsProp(37, 0.1f, weightDecay: decay, decayMask: mask),
            (decay, mask) => new Sgd(37, 0.1f, weightDecay: decay, decayMask: mask),
            (decay, mask) => new Sgd(37, 0.1f, momentum: 0.9f, weightDecay: decay, decayMask: mask),
        })
        {
            Assert.Equal(After(make(0.3f, [])), After(make(0.3f, Ones(37))));
            Assert.Equal(After(make(0f, [])), After(make(0.3f, new float[37])));
            Assert.NotEqual(After(make(0f, [])), After(make(0.3f, [])));
        }

        float[] After(IOptimizer optimizer)
        {
            float[] parameters = [.. start];
            optimizer.Step(parameters, gradient);
            optimizer.Step(parameters, gradient);
            return parameters;
        }
    }

    [Fact]
    public void AMaskOfAnotherLengthNamesBothNumbers()
    {
        var error = Assert.Throws<ArgumentException>("decayMask", () => new AdamW(12, decayMask: new float[11]));
        Assert.Contains("12", error.Message, StringComparison.Ordinal);
        Assert.Contains("11", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AdamWWithoutDecayHasTheBitsOfAdam()
    {
        var random = new Random(9);
        float[] first = Noise(random, 37);
        float[] second = [.. first];
        var adam = new Adam(37);
        var adamW = new AdamW(37, weightDecay: 0f);
        for (int step = 0; step < 20; step++)
        {
            float[] gradient = Noise(random, 37);
            adam.Step(first, gradient);
            adamW.Step(second, gradient);
        }

        Assert.Equal(first, second);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AResumedOptimizerGoesOnWithTheSameBits(string name)
    {
        const int Count = 37;
        var random = new Random(11);
        IOptimizer whole = Makers[name](Count);
        float[] expected = Noise(random, Count);
        for (int step = 0; step < 5; step++)
        {
            whole.Step(expected, [.. Noise(random, Count).Select(value => value * 1e-18f)]);
        }

        whole.LearningRate = 0.125f;
        var checkpoint = new Checkpoint();
        ((ICheckpointed)whole).Save(checkpoint, "optimizer.");
        IOptimizer resumed = Makers[name](Count);
        float[] actual = [.. expected];
        ((ICheckpointed)resumed).Load(checkpoint, "optimizer.");
        Assert.Equal(0.125f, resumed.LearningRate);
        for (int step = 0; step < 5; step++)
        {
            float[] gradient = Noise(random, Count);
            whole.Step(expected, gradient);
            resumed.Step(actual, gradient);
        }

        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), actual.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void ACheckpointOfAnotherOptimizerIsRefusedByName()
    {
        var checkpoint = new Checkpoint();
        new Adam(5).Save(checkpoint, "a.");
        Assert.Contains("'a.kind' is 'Adam'; expected 'AdamW'", Refusal(new AdamW(5)), StringComparison.Ordinal);
        Assert.Contains("'a.exp_avg' has 5 numbers; expected 6", Refusal(new Adam(6)), StringComparison.Ordinal);
        var momentum = new Checkpoint();
        new Sgd(5).Save(momentum, "a.");
        Assert.Contains(
            "'a.momentum_buffer' has 0 numbers; expected 5",
            Assert.Throws<CheckpointException>(() => new Sgd(5, momentum: 0.9f).Load(momentum, "a.")).Message,
            StringComparison.Ordinal);

        string Refusal(ICheckpointed optimizer) => Assert.Throws<CheckpointException>(() => optimizer.Load(checkpoint, "a.")).Message;
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

    private static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];

    private static float[] Noise(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-4, 4))))];
}
