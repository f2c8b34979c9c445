using CellGen.Simd;
using Xunit;

namespace CellGen.Tests.Simd;

/// <summary>Zeros, infinities, NaN, saturation and denormals, at every width.</summary>
public sealed class ActivationSpecialValueTests
{
    private const float Inf = float.PositiveInfinity;
    private const float NaN = float.NaN;

    [Theory]
    [InlineData(ActivationFunction.Tanh, 0f, 0f)]
    [InlineData(ActivationFunction.Tanh, 1e-45f, 1e-45f)]
    [InlineData(ActivationFunction.Tanh, -1e-40f, -1e-40f)]
    [InlineData(ActivationFunction.Tanh, 1e-20f, 1e-20f)]
    [InlineData(ActivationFunction.Tanh, 9.1f, 1f)]
    [InlineData(ActivationFunction.Tanh, -9.1f, -1f)]
    [InlineData(ActivationFunction.Tanh, float.MaxValue, 1f)]
    [InlineData(ActivationFunction.Tanh, float.MinValue, -1f)]
    [InlineData(ActivationFunction.Tanh, Inf, 1f)]
    [InlineData(ActivationFunction.Tanh, -Inf, -1f)]
    [InlineData(ActivationFunction.Tanh, NaN, NaN)]
    [InlineData(ActivationFunction.Sigmoid, 0f, 0.5f)]
    [InlineData(ActivationFunction.Sigmoid, 1e-45f, 0.5f)]
    [InlineData(ActivationFunction.Sigmoid, 18.2f, 1f)]
    [InlineData(ActivationFunction.Sigmoid, -18.2f, 0f)]
    [InlineData(ActivationFunction.Sigmoid, float.MaxValue, 1f)]
    [InlineData(ActivationFunction.Sigmoid, float.MinValue, 0f)]
    [InlineData(ActivationFunction.Sigmoid, Inf, 1f)]
    [InlineData(ActivationFunction.Sigmoid, -Inf, 0f)]
    [InlineData(ActivationFunction.Sigmoid, NaN, NaN)]
    [InlineData(ActivationFunction.Relu, 0f, 0f)]
    [InlineData(ActivationFunction.Relu, 2.5f, 2.5f)]
    [InlineData(ActivationFunction.Relu, -2.5f, 0f)]
    [InlineData(ActivationFunction.Relu, 1e-45f, 1e-45f)]
    [InlineData(ActivationFunction.Relu, Inf, Inf)]
    [InlineData(ActivationFunction.Relu, -Inf, 0f)]
    [InlineData(ActivationFunction.Relu, NaN, NaN)]
    [InlineData(ActivationFunction.LeakyRelu, 0f, 0f)]
    [InlineData(ActivationFunction.LeakyRelu, 2.5f, 2.5f)]
    [InlineData(ActivationFunction.LeakyRelu, -2f, -0.02f)]
    [InlineData(ActivationFunction.LeakyRelu, 1e-45f, 1e-45f)]
    [InlineData(ActivationFunction.LeakyRelu, Inf, Inf)]
    [InlineData(ActivationFunction.LeakyRelu, -Inf, -Inf)]
    [InlineData(ActivationFunction.LeakyRelu, NaN, NaN)]
    [InlineData(ActivationFunction.Softplus, 0f, 0.6931472f)]
    [InlineData(ActivationFunction.Softplus, 1e-45f, 0.6931472f)]
    [InlineData(ActivationFunction.Softplus, 40f, 40f)]
    [InlineData(ActivationFunction.Softplus, float.MaxValue, float.MaxValue)]
    [InlineData(ActivationFunction.Softplus, Inf, Inf)]
    [InlineData(ActivationFunction.Softplus, NaN, NaN)]
    [InlineData(ActivationFunction.NormalCdf, 0f, 0.5f)]
    [InlineData(ActivationFunction.NormalCdf, 40f, 1f)]
    [InlineData(ActivationFunction.NormalCdf, Inf, 1f)]
    [InlineData(ActivationFunction.NormalCdf, -Inf, 0f)]
    [InlineData(ActivationFunction.NormalCdf, NaN, NaN)]
    [InlineData(ActivationFunction.Clip, 0f, 0f)]
    [InlineData(ActivationFunction.Clip, 1e-45f, 1e-45f)]
    [InlineData(ActivationFunction.Clip, WidthDispatch.ClipBound, WidthDispatch.ClipBound)]
    [InlineData(ActivationFunction.Clip, 2.5000002f, WidthDispatch.ClipBound)]
    [InlineData(ActivationFunction.Clip, -2.4999998f, -2.4999998f)]
    [InlineData(ActivationFunction.Clip, -2.5000002f, -WidthDispatch.ClipBound)]
    [InlineData(ActivationFunction.Clip, Inf, WidthDispatch.ClipBound)]
    [InlineData(ActivationFunction.Clip, -Inf, -WidthDispatch.ClipBound)]
    [InlineData(ActivationFunction.Clip, NaN, NaN)]
    [InlineData(ActivationFunction.Saturate, 0f, 0f)]
    [InlineData(ActivationFunction.Saturate, 1e-45f, 1e-45f)]
    [InlineData(ActivationFunction.Saturate, -1e-45f, 0f)]
    [InlineData(ActivationFunction.Saturate, 0.99999994f, 0.99999994f)]
    [InlineData(ActivationFunction.Saturate, 1.0000001f, 1f)]
    [InlineData(ActivationFunction.Saturate, Inf, 1f)]
    [InlineData(ActivationFunction.Saturate, -Inf, 0f)]
    [InlineData(ActivationFunction.Saturate, NaN, NaN)]
    [InlineData(ActivationFunction.BoundedExp, 0f, 1f)]
    [InlineData(ActivationFunction.BoundedExp, NaN, NaN)]
    [InlineData(ActivationFunction.Flush, 0f, 0f)]
    [InlineData(ActivationFunction.Flush, 1e-45f, 0f)]
    [InlineData(ActivationFunction.Flush, -1.2621774e-29f, 0f)] // the float below 2^-96, negated
    [InlineData(ActivationFunction.Flush, 1.2621775e-29f, 1.2621775e-29f)] // 2^-96
    [InlineData(ActivationFunction.Flush, -1f, -1f)]
    [InlineData(ActivationFunction.Flush, Inf, Inf)]
    [InlineData(ActivationFunction.Flush, -Inf, -Inf)]
    [InlineData(ActivationFunction.Flush, NaN, NaN)]
    public void TheResultIsExact(ActivationFunction function, float x, float expected)
    {
        foreach (VectorWidth width in WidthDispatch.Widths)
        {
            float actual = WidthDispatch.Apply(function, width, x);
            if (float.IsNaN(expected))
            {
                Assert.True(float.IsNaN(actual), $"{width}: {actual}");
            }
            else
            {
                Assert.True(expected.Equals(actual) && float.IsNegative(expected) == float.IsNegative(actual), $"{width}: {actual}");
            }
        }
    }

    [Fact]
    public void TanhAndClipKeepTheSignOfZeroAndTheOthersDoNot()
    {
        foreach (VectorWidth width in WidthDispatch.Widths)
        {
            Assert.Equal(int.MinValue, Bits(ActivationFunction.Tanh, width));
            Assert.Equal(int.MinValue, Bits(ActivationFunction.Clip, width));
            Assert.Equal(BitConverter.SingleToInt32Bits(0.5f), Bits(ActivationFunction.Sigmoid, width));
            Assert.Equal(0, Bits(ActivationFunction.Relu, width));
            Assert.Equal(0, Bits(ActivationFunction.Flush, width));
        }

        Assert.Equal(1f, Activation.Exp(-0f));
        Assert.Equal(float.NegativeInfinity, Activation.Log(-0f));

        static int Bits(ActivationFunction function, VectorWidth width) =>
            BitConverter.SingleToInt32Bits(WidthDispatch.Apply(function, width, -0f));
    }

    [Fact]
    public void FlushBeginsAtTwoToTheMinus96()
    {
        float limit = MathF.ScaleB(1, -96);
        foreach (VectorWidth width in WidthDispatch.Widths)
        {
            Assert.Equal(limit, WidthDispatch.Apply(ActivationFunction.Flush, width, limit));
            Assert.Equal(-limit, WidthDispatch.Apply(ActivationFunction.Flush, width, -limit));
            Assert.Equal(0f, WidthDispatch.Apply(ActivationFunction.Flush, width, MathF.BitDecrement(limit)));
            Assert.Equal(0f, WidthDispatch.Apply(ActivationFunction.Flush, width, -MathF.BitDecrement(limit)));
        }
    }

    [Fact]
    public void TanhIsOddAndSigmoidSymmetric()
    {
        foreach (VectorWidth width in WidthDispatch.Widths)
        {
            for (float x = 1e-6f; x < 20; x *= 1.01f)
            {
                Assert.Equal(
                    -WidthDispatch.Apply(ActivationFunction.Tanh, width, x), WidthDispatch.Apply(ActivationFunction.Tanh, width, -x));
                float sum = WidthDispatch.Apply(ActivationFunction.Sigmoid, width, x)
                    + WidthDispatch.Apply(ActivationFunction.Sigmoid, width, -x);
                Assert.Equal(1f, sum, 1.2e-7f);
            }
        }
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(1e-45f, 1f)]
    [InlineData(88.8f, Inf)]
    [InlineData(Inf, Inf)]
    [InlineData(-104f, 0f)]
    [InlineData(-Inf, 0f)]
    [InlineData(NaN, NaN)]
    public void ExpIsExact(float x, float expected) => Assert.Equal(expected, Activation.Exp(x));

    [Theory]
    [InlineData(1f, 0f)]
    [InlineData(0f, -Inf)]
    [InlineData(-1f, NaN)]
    [InlineData(-Inf, NaN)]
    [InlineData(Inf, Inf)]
    [InlineData(NaN, NaN)]
    public void LogIsExact(float x, float expected) => Assert.Equal(expected, Activation.Log(x));
}
