using CellGen.NumericTests.Oracle;
using CellGen.Simd;
using Xunit;
using Xunit.Abstractions;

namespace CellGen.Tests.Simd;

/// <summary>The errors that the documentation states, against double precision over the whole range of floats.</summary>
public sealed class ActivationAccuracyTests(ITestOutputHelper output)
{
    public static TheoryData<VectorWidth> Widths => [.. WidthDispatch.Widths];

    [Theory]
    [MemberData(nameof(Widths))]
    public void TanhIsWithinAFewUlp(VectorWidth width)
    {
        Accuracy worst = Accuracy.Measure(ActivationFunction.Tanh, width, Math.Tanh, -1f, 1f);

        output.WriteLine($"{width}: {worst}");
        Assert.Equal(0, worst.Forbidden);
        Assert.InRange(worst.Ulp, 0.5, width == VectorWidth.Plain ? 5.72 : 4.83);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void SigmoidIsWithinItsAbsoluteError(VectorWidth width)
    {
        Accuracy worst = Accuracy.Measure(ActivationFunction.Sigmoid, width, x => 1 / (1 + Math.Exp(-x)), 0f, 1f);

        output.WriteLine($"{width}: {worst}");
        Assert.Equal(0, worst.Forbidden);
        Assert.InRange(worst.Absolute, 2.9e-8, width == VectorWidth.Plain ? 1.88e-7 : 1.74e-7);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void BoundedExpIsWithinTwoUlp(VectorWidth width)
    {
        Accuracy worst = Accuracy.Measure(
            ActivationFunction.BoundedExp, width, x => Math.Exp(Math.Clamp(x, -80, 80)), 0f, float.PositiveInfinity);

        output.WriteLine($"{width}: {worst}");
        Assert.Equal(0, worst.Forbidden);
        Assert.InRange(worst.Ulp, 0.5, width == VectorWidth.Plain ? 1.6 : 1.2);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void SoftplusIsWithinAFewUlp(VectorWidth width)
    {
        Accuracy worst = Accuracy.Measure(ActivationFunction.Softplus, width, Softplus, 0f, float.PositiveInfinity);

        output.WriteLine($"{width}: {worst}");
        Assert.Equal(0, worst.Forbidden);
        Assert.InRange(worst.Ulp, 0.5, width == VectorWidth.Plain ? 4 : 3);

        static double Softplus(double x)
        {
            double e = Math.Exp(Math.Max(x, -80));
            return x > 40 ? x : x > -15 ? Math.Log(1 + e) : e * (1 - (e / 2));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NormalCdfIsWithinItsAbsoluteError(VectorWidth width)
    {
        Accuracy worst = Accuracy.Measure(ActivationFunction.NormalCdf, width, NormalSeries.Cdf, 0f, 1f);

        output.WriteLine($"{width}: {worst}");
        Assert.Equal(0, worst.Forbidden);
        Assert.InRange(worst.Absolute, 6e-8, width == VectorWidth.Plain ? 3.1e-7 : 2.7e-7);
    }

    [Fact]
    public void ExpIsCorrectlyRoundedButForAHundredth()
    {
        Accuracy worst = Accuracy.Measure(Activation.Exp, Math.Exp);

        output.WriteLine($"{worst}");
        Assert.Equal(0, worst.Forbidden);
        Assert.InRange(worst.Ulp, 0.49, 0.51);
    }

    [Fact]
    public void LogIsCorrectlyRoundedButForAHundredth()
    {
        Accuracy worst = Accuracy.Measure(Activation.Log, Math.Log);

        output.WriteLine($"{worst}");
        Assert.Equal(0, worst.Forbidden);
        Assert.InRange(worst.Ulp, 0.49, 0.51);
    }
}
