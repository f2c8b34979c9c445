using System.Text.Json;
using CellGen.Tests.Goldens;
using Xunit;

namespace CellGen.Tests.Optimizers;

/// <summary>Twelve steps beside those of torch.optim, for several settings and a schedule.</summary>
public sealed class OptimizerGoldenTests
{
    private static readonly JsonElement Goldens = GoldenFile.Read("optimizers.json");

    public static TheoryData<string> Names =>
        [.. Goldens.GetProperty("optimizers").EnumerateArray().Select(golden => golden.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryStepIsThatOfTorch(string name)
    {
        JsonElement golden = Goldens.GetProperty("optimizers").EnumerateArray()
            .Single(candidate => candidate.GetProperty("name").GetString() == name);
        float[] parameters = golden.Floats("start");
        float[] start = [.. parameters];
        float[] rates = golden.Floats("rates");
        IOptimizer optimizer = Make(
            name, golden.GetProperty("settings"), parameters.Length, golden.TryGetProperty("mask", out _) ? golden.Floats("mask") : []);

        for (int step = 0; step < rates.Length; step++)
        {
            if (name.Contains("schedule", StringComparison.Ordinal))
            {
                optimizer.LearningRate = rates[step];
            }

            Assert.Equal(rates[step], optimizer.LearningRate, 1e-9f);
            optimizer.Step(parameters, Floats(golden, "gradients", step));
            AssertClose(Floats(golden, "after", step), parameters, start, step);
        }
    }

    private static IOptimizer Make(string name, JsonElement settings, int count, float[] mask) => name.Split(',')[0] switch
    {
        "adam" => new Adam(
            count,
            learningRate: settings.Float("lr", 1e-3f),
            beta1: settings.Float("beta1", 0.9f),
            beta2: settings.Float("beta2", 0.999f),
            epsilon: settings.Float("eps", 1e-8f),
            weightDecay: settings.Float("weight_decay", 0f),
            decayMask: mask),
        "adamw" => new AdamW(
            count,
            learningRate: settings.Float("lr", 1e-3f),
            beta1: settings.Float("beta1", 0.9f),
            beta2: settings.Float("beta2", 0.999f),
            epsilon: settings.Float("eps", 1e-8f),
            weightDecay: settings.Float("weight_decay", 0.01f),
            decayMask: mask),
        "rmsprop" => new RmsProp(
            count,
            learningRate: settings.Float("lr", 1e-2f),
            alpha: settings.Float("alpha", 0.99f),
            epsilon: settings.Float("eps", 1e-8f),
            weightDecay: settings.Float("weight_decay", 0f),
            momentum: settings.Float("momentum", 0f),
            centered: settings.TryGetProperty("centered", out _),
            decayMask: mask),
        _ => new Sgd(
            count,
            learningRate: settings.Float("lr", 1e-3f),
            momentum: settings.Float("momentum", 0f),
            dampening: settings.Float("dampening", 0f),
            nesterov: settings.TryGetProperty("nesterov", out _),
            weightDecay: settings.Float("weight_decay", 0f),
            decayMask: mask),
    };

    private static float[] Floats(JsonElement golden, string property, int step) =>
        [.. golden.GetProperty(property)[step].EnumerateArray().Select(value => value.GetSingle())];

    /// <summary>A millionth of the value, or of the way that it has come: a few roundings of each step.</summary>
    private static void AssertClose(float[] expected, float[] actual, float[] start, int step)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            float tolerance = 1e-6f * (MathF.Abs(expected[i]) + MathF.Abs(expected[i] - start[i]));
            Assert.True(
                MathF.Abs(expected[i] - actual[i]) <= tolerance,
                $"step {step}, parameter {i}: expected {expected[i]:g9}, actual {actual[i]:g9}");
        }
    }
}
