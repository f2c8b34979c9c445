using Xunit;

namespace CellGen.Tests.Optimizers;

/// <summary>
/// The optimizers where a setting or a gradient is at its limit: as torch.optim, but nothing that is zero and has no gradient
/// becomes anything else, and no parameter becomes denormal.
/// </summary>
public sealed class OptimizerLimitTests
{
    private static readonly Dictionary<string, Func<int, IOptimizer>> Makers = new()
    {
        ["adam"] = count => new Adam(count, 0.1f),
        ["adam, epsilon 0"] = count => new Adam(count, 0.1f, epsilon: 0f),
        ["adam, epsilon and betas 0"] = count => new Adam(count, 0.1f, 0f, 0f, 0f),
        ["adam, epsilon 0, decay"] = count => new Adam(count, 0.1f, epsilon: 0f, weightDecay: 0.5f),
        ["adam, epsilon 0, huge decay"] = count => new Adam(count, 0.1f, epsilon: 0f, weightDecay: 3e38f),
        ["adam, epsilon 0, huge rate"] = count => new Adam(count, 3e38f, epsilon: 0f),
        ["adam, epsilon 0, rate 0"] = count => new Adam(count, 0f, epsilon: 0f),
        ["adamw"] = count => new AdamW(count, 0.1f),
        ["adamw, epsilon 0"] = count => new AdamW(count, 0.1f, epsilon: 0f, weightDecay: 0.5f),
        ["adamw, epsilon 0, huge decay"] = count => new AdamW(count, 0.1f, epsilon: 0f, weightDecay: 3e38f),
        ["adamw, huge rate and decay"] = count => new AdamW(count, 3e38f, weightDecay: 3e38f),
        ["adamw, rate 0"] = count => new AdamW(count, 0f, epsilon: 0f, weightDecay: 0.5f),
        ["rmsprop"] = count => new RmsProp(count, 0.1f),
        ["rmsprop, epsilon 0"] = count => new RmsProp(count, 0.1f, epsilon: 0f),
        ["rmsprop, epsilon and alpha 0"] = count => new RmsProp(count, 0.1f, 0f, 0f),
        ["rmsprop, centered"] = count => new RmsProp(count, 0.1f, epsilon: 0f, centered: true),
        ["rmsprop, centered, momentum"] = count => new RmsProp(count, 0.1f, epsilon: 0f, momentum: 0.9f, centered: true),
        ["rmsprop, huge rate and decay"] = count => new RmsProp(count, 3e38f, epsilon: 0f, weightDecay: 3e38f),
        ["rmsprop, rate 0"] = count => new RmsProp(count, 0f, epsilon: 0f, momentum: 0.9f),
        ["sgd"] = count => new Sgd(count, 0.1f),
        ["sgd, huge rate and decay"] = count => new Sgd(count, 3e38f, weightDecay: 3e38f),
        ["sgd, decay"] = count => new Sgd(count, 0.1f, weightDecay: 0.5f),
        ["sgd, momentum 1"] = count => new Sgd(count, 0.1f, momentum: 1f),
        ["sgd, momentum, decay"] = count => new Sgd(count, 0.1f, momentum: 0.9f, weightDecay: 0.5f),
        ["sgd, nesterov, huge rate"] = count => new Sgd(count, 3e38f, momentum: 0.9f, nesterov: true),
    };

    public static TheoryData<string> Names => [.. Makers.Keys];

    /// <summary>Those whose decay of a parameter is a finite number.</summary>
    public static TheoryData<string> ModestNames => [.. Makers.Keys.Where(name => !name.Contains("huge", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void PaddingStaysZero(string name)
    {
        // Every third is padding; the others become whatever they become.
        const int Count = 41;
        IOptimizer optimizer = Makers[name](Count);
        float[] parameters = [.. Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? 0f : 1f)];
        foreach (float size in new[] { 1f, 1e-18f, 0f, 1e-30f, 1e20f, float.NaN, float.PositiveInfinity, 1f })
        {
            optimizer.Step(parameters, [.. Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? 0f : size)]);
        }

        Assert.All(parameters.Where((_, i) => i % 3 == 0), value => Assert.Equal(0, BitConverter.SingleToInt32Bits(value)));
    }

    [Theory]
    [InlineData(1e-18f, 1e-30f)]
    [InlineData(1e-18f, 0f)]
    [InlineData(-1e-22f, 0f)]
    [InlineData(1e-25f, 1e-33f)]
    [InlineData(1e-30f, 0f)]
    [InlineData(3e-36f, 0f)]
    [InlineData(1e15f, 0f)]
    public void TheFirstStepOfAdamIsTheLearningRate(float gradient, float epsilon)
    {
        // torch has it so down to 1e-18, is off by 2 % at 1e-21, and gives −∞ below, where its v underflows.
        for (int count = 1; count < 20; count++)
        {
            float[] parameters = [.. Enumerable.Repeat(1f, count)];
            float[] gradients = [.. Enumerable.Repeat(gradient, count)];
            new Adam(count, 0.1f, epsilon: epsilon).Step(parameters, gradients);
            Assert.All(parameters, value => Assert.Equal(gradient > 0 ? 0.9f : 1.1f, value, 1e-3f * 0.1f));
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-8f)]
    [InlineData(1e-25f)]
    public void AdamWithGradientsOfAllSizesIsThatOfDoubles(float epsilon)
    {
        // Parameter i has gradients of about 10^(i − 36); every fourth of them falls into silence, and wakes.
        const int Count = 45;
        var random = new Random(3);
        var adam = new Adam(Count, 0.01f, epsilon: epsilon);
        float[] parameters = new float[Count];
        double[] expected = new double[Count];
        double[] m = new double[Count];
        double[] v = new double[Count];
        for (int step = 1; step <= 300; step++)
        {
            float[] gradient = new float[Count];
            for (int i = 0; i < Count; i++)
            {
                bool silent = i % 4 == 0 && step / 40 % 2 == 1;
                gradient[i] = (float)((0.2 + random.NextDouble()) * Math.Pow(10, i - 36 - (silent ? 9 : 0)));
                double g = gradient[i];
                m[i] = (0.9 * m[i]) + (0.1 * g);
                v[i] = (0.999 * v[i]) + (0.001 * g * g);
                expected[i] -= (float)0.01 * (m[i] / (1 - Math.Pow(0.9, step)))
                    / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, step))) + epsilon);
            }

            adam.Step(parameters, gradient);
        }

        for (int i = 4; i < Count; i++)
        {
            Assert.True(Math.Abs(parameters[i] - expected[i]) <= 1e-4 * Math.Abs(expected[i]), $"{i}: {parameters[i]} instead of {expected[i]}");
        }
    }

    [Theory]
    [InlineData(0f, false)]
    [InlineData(1e-25f, false)]
    [InlineData(1e-8f, false)]
    [InlineData(0f, true)]
    public void RmsPropWithGradientsOfAllSizesIsThatOfDoubles(float epsilon, bool centered)
    {
        // Parameter i has gradients of about 10^(i − 36); every fourth of them falls into silence, and wakes.
        const int Count = 45;
        var random = new Random(3);
        var optimizer = new RmsProp(Count, 0.01f, alpha: 0.9f, epsilon: epsilon, centered: centered);
        float[] parameters = new float[Count];
        double[] expected = new double[Count];
        double[] v = new double[Count];
        double[] a = new double[Count];
        for (int step = 1; step <= 300; step++)
        {
            float[] gradient = new float[Count];
            for (int i = 0; i < Count; i++)
            {
                bool silent = i % 4 == 0 && step / 40 % 2 == 1;
                gradient[i] = (float)((random.NextDouble() - 0.5) * Math.Pow(10, i - 36 - (silent ? 9 : 0)));
                double g = gradient[i];
                v[i] = (0.9 * v[i]) + (0.1 * g * g);
                a[i] = (0.9 * a[i]) + (0.1 * g);
                double change = g / (Math.Sqrt(v[i] - (centered ? a[i] * a[i] : 0)) + epsilon);
                expected[i] -= (float)0.01 * change;
            }

            optimizer.Step(parameters, gradient);
        }

        for (int i = 4; i < Count; i++)
        {
            Assert.True(
                Math.Abs(parameters[i] - expected[i]) <= 2e-4 * (Math.Abs(expected[i]) + 0.01), $"{i}: {parameters[i]} instead of {expected[i]}");
        }
    }

    [Fact]
    public void AdamWithTinyGradientsHasTheSameBitsInEveryLane()
    {
        const int Count = 67;
        var random = new Random(5);
        var whole = new Adam(Count, epsilon: 0f);
        Adam[] singles = [.. Enumerable.Range(0, Count).Select(_ => new Adam(1, epsilon: 0f))];
        float[] together = new float[Count];
        float[] apart = new float[Count];
        for (int step = 0; step < 60; step++)
        {
            float[] gradient = [.. Enumerable.Range(0, Count).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-37, 3))))];
            whole.Step(together, gradient);
            for (int i = 0; i < Count; i++)
            {
                singles[i].Step(apart.AsSpan(i, 1), gradient.AsSpan(i, 1));
            }
        }

        Assert.Equal(apart.Select(BitConverter.SingleToInt32Bits), together.Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [MemberData(nameof(ModestNames))]
    public void ALearningRateOfZeroChangesNoParameterButTheAverages(string name)
    {
        float[] start = [0.1f, -3f, 1e30f, 1e-40f, -1e-45f, 1.2e-38f, 7f, 0f, 1f];
        float[] parameters = [.. start];
        float[] gradient = [1f, -2f, 1e-18f, 3f, 4f, -5f, 0f, 0f, 1e-30f];
        IOptimizer optimizer = Makers[name](start.Length);
        IOptimizer moving = Makers[name](start.Length);
        float rate = optimizer.LearningRate;
        optimizer.LearningRate = 0f;
        for (int step = 0; step < 3; step++)
        {
            optimizer.Step(parameters, gradient);
            moving.Step([.. start], gradient);
        }

        Assert.Equal(start, parameters);
        optimizer.LearningRate = rate;
        float[] expected = [.. start];
        optimizer.Step(parameters, gradient);
        moving.Step(expected, gradient);
        Assert.Equal(expected, parameters);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AGradientThatIsNotFiniteSpoilsItsOwnParameterAlone(string name)
    {
        for (int place = 0; place < 19; place++)
        {
            foreach (float bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
            {
                IOptimizer spoilt = Makers[name](19);
                IOptimizer clean = Makers[name](19);
                float[] first = [.. Enumerable.Repeat(1f, 19)];
                float[] second = [.. first];
                float[] gradient = [.. Enumerable.Repeat(0.5f, 19)];
                float[] withBad = [.. gradient];
                withBad[place] = bad;
                spoilt.Step(first, withBad);
                clean.Step(second, gradient);

                // As torch: all but Sgd divide ∞ by ∞.
                Assert.Equal(spoilt is not Sgd || float.IsNaN(bad) ? float.NaN : -bad, first[place]);
                spoilt.Step(first, gradient);
                clean.Step(second, gradient);
                Assert.False(float.IsFinite(first[place]));
                second[place] = first[place];
                Assert.Equal(second, first);
            }
        }
    }

    [Fact]
    public void NoParameterBecomesDenormal()
    {
        // Halved in every step, each passes the least normal float at some step; or it jumps below it at once.
        foreach ((IOptimizer optimizer, float gradient) in new (IOptimizer, float)[]
        {
            (new Sgd(21, 0.5f, weightDecay: 1f), 0f),
            (new Sgd(21, 0.5f, momentum: 0.1f, weightDecay: 1f), 0f),
            (new Sgd(21, 0.5f, momentum: 0.1f, nesterov: true, weightDecay: 1f), 0f),
            (new Sgd(21, 1.3e-38f), 1f),
            (new Adam(21, 1.3e-38f), 1f),
            (new AdamW(21, 0.5f, weightDecay: 1f), 0f),
            (new RmsProp(21, 1.3e-38f, alpha: 0f), 1f),
            (new RmsProp(21, 1.3e-38f, alpha: 0f, epsilon: 0f), 1e-30f),
            (new Adam(21, 1.3e-38f, epsilon: 0f), 1e-30f),
        })
        {
            float[] parameters = [.. Enumerable.Range(0, 21).Select(i => 2e-38f + (i * 3e-38f))];
            int zeros = 0;
            for (int step = 0; step < 50; step++)
            {
                optimizer.Step(parameters, [.. Enumerable.Repeat(gradient, 21)]);
                Assert.All(parameters, value => Assert.False(float.IsSubnormal(value)));
                zeros += parameters.Count(value => value == 0f);
            }

            Assert.True(zeros >= 21, $"{zeros}");
        }
    }

    [Theory]
    [InlineData(0.9f, 0.999f)]
    [InlineData(0.5f, 0.9999999f)]
    [InlineData(0f, 0f)]
    public void AfterVeryManyStepsAStepIsStillTheLearningRate(float beta1, float beta2)
    {
        // β₁ⁿ has long been zero, as it is at n = 2³¹.
        var adam = new Adam(1, 0f, beta1, beta2, epsilon: 0f);
        float[] parameter = [2f];
        float[] gradient = [3f];
        for (int step = 0; step < 300_000; step++)
        {
            adam.Step(parameter, gradient);
        }

        Assert.Equal(2f, parameter[0]);
        adam.LearningRate = 1f;
        adam.Step(parameter, gradient);
        Assert.Equal(1f, parameter[0], 0.02f);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ParametersAndGradientAreDifferentMemory(string name)
    {
        float[] memory = [.. Enumerable.Repeat(1f, 30)];
        foreach (int shift in new[] { 0, 1, -1, 9, -9 })
        {
            string message = Assert.Throws<ArgumentException>(
                "parameters", () => Makers[name](10).Step(memory.AsSpan(10, 10), memory.AsSpan(10 + shift, 10))).Message;
            Assert.Contains("gradient", message, StringComparison.Ordinal);
            Assert.All(memory, value => Assert.Equal(1f, value));
        }

        Makers[name](10).Step(memory.AsSpan(10, 10), memory.AsSpan(20, 10));
    }
}
