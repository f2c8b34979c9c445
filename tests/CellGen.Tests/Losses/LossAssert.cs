using Xunit;

namespace CellGen.Tests.Losses;

/// <summary>Comparisons of losses and gradients.</summary>
internal static class LossAssert
{
    public delegate float Loss(float[] input);

    /// <summary>Each element within a millionth of the largest.</summary>
    public static void Close(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        float tolerance = 1e-6f * expected.Append(0f).Max(MathF.Abs);
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
