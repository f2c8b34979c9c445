using CellGen.Simd;
using Xunit;

namespace CellGen.Tests.Simd;

/// <summary>Every vector width computes the same bits; where no product is summed, the plain path too.</summary>
public sealed class ActivationWidthTests
{
    public static TheoryData<ActivationFunction> Functions => [.. Enum.GetValues<ActivationFunction>()];

    [Theory]
    [MemberData(nameof(Functions))]
    public void AllWidthsGiveTheSameBits(ActivationFunction function)
    {
        bool exact = function is ActivationFunction.Relu or ActivationFunction.LeakyRelu or ActivationFunction.Clip or ActivationFunction.Saturate
            or ActivationFunction.Flush;
        VectorWidth[] widths = exact ? WidthDispatch.Widths : WidthDispatch.VectorWidths;

        long differences = FloatSweep.Run(0L, arguments => CountDifferences(function, widths, arguments), (a, b) => a + b);

        Assert.Equal(0, differences);
    }

    [Theory]
    [InlineData(ActivationFunction.Tanh)]
    [InlineData(ActivationFunction.Sigmoid)]
    [InlineData(ActivationFunction.Softplus)]
    [InlineData(ActivationFunction.NormalCdf)]
    [InlineData(ActivationFunction.BoundedExp)]
    public void VectorsWithTwoRoundingsGiveTheBitsOfOneFloat(ActivationFunction function)
    {
        long differences = FloatSweep.Run(
            0L,
            arguments =>
            {
                Span<float> expected = stackalloc float[arguments.Length];
                Span<float> actual = stackalloc float[arguments.Length];
                WidthDispatch.Apply(function, VectorWidth.Plain, arguments, expected);
                WidthDispatch.ApplyTwoRoundings(function, arguments, actual);
                return CountDifferences(expected, actual);
            },
            (a, b) => a + b);

        Assert.Equal(0, differences);
    }

    [Fact]
    public void ThePlainPathIsAnotherRounding()
    {
        // Were it not, the test above would not tell fused from separate rounding.
        if (WidthDispatch.VectorWidths.Length > 0)
        {
            long differences = FloatSweep.Run(
                0L, arguments => CountDifferences(ActivationFunction.Tanh, WidthDispatch.Widths, arguments), (a, b) => a + b);
            Assert.True(differences > 1000, $"{differences} differences");
        }
    }

    private static long CountDifferences(ActivationFunction function, VectorWidth[] widths, ReadOnlySpan<float> arguments)
    {
        Span<float> expected = stackalloc float[arguments.Length];
        Span<float> actual = stackalloc float[arguments.Length];
        long differences = 0;
        for (int w = 0; w < widths.Length; w++)
        {
            WidthDispatch.Apply(function, widths[w], arguments, w == 0 ? expected : actual);
            differences += w == 0 ? 0 : CountDifferences(expected, actual);
        }

        return differences;
    }

    private static long CountDifferences(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        long differences = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            // All NaN are one: processors choose its sign and payload.
            bool same = BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]);
            differences += same || (float.IsNaN(expected[i]) && float.IsNaN(actual[i])) ? 0 : 1;
        }

        return differences;
    }
}
