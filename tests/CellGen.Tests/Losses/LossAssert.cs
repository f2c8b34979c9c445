using System.Text.Json;
using CellGen.Tests.Goldens;
using Xunit;

namespace CellGen.Tests.Losses;

/// <summary>Comparisons of losses and gradients.</summary>
internal static class LossAssert
{
    public delegate float Loss(float[] input);

    public delegate float PairLoss(float[] prediction, float[] target, float[] gradient);

    /// <summary>Loss and gradient are the golden's, and in place, too, and the loss is the same without a gradient.</summary>
    public static void MatchesGolden(JsonElement golden, PairLoss compute)
    {
        float[] prediction = golden.Floats("prediction");
        float[] target = golden.Floats("target");
        float[] gradient = [.. Enumerable.Repeat(float.NaN, prediction.Length)];
        float loss = compute(prediction, target, gradient);
        float expected = golden.GetProperty("loss").GetSingle();
        Assert.Equal(expected, loss, (1e-6f * expected) + 1e-9f); // torch's floats lose what is smaller
        Close(golden.Floats("gradient"), gradient);
        Assert.Equal(loss, compute(prediction, target, []));
        float[] both = [.. prediction];
        Assert.Equal(loss, compute(both, target, both));
        Assert.Equal(gradient, both);
    }

    /// <summary>Each element within a millionth of the largest.</summary>
    public static void Close(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        float tolerance = 1e-6f * expected.Append(1e-6f).Max(MathF.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= tolerance, $"{i}: expected {expected[i]:g9}, actual {actual[i]:g9}");
        }
    }

    /// <summary>The gradient is the slope of the loss, by central differences.</summary>
    public static void IsSlope(Loss loss, float[] input, float[] gradient)
    {
        const float Step = 1f / 64;
        for (int i = 0; i < input.Length; i++)
        {
            float kept = input[i];
            input[i] = kept + Step;
            float above = loss(input);
            input[i] = kept - Step;
            float below = loss(input);
            input[i] = kept;
            Assert.Equal(gradient[i], (above - below) / (2 * Step), 2e-4f);
        }
    }
}
