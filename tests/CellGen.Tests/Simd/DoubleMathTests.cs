using CellGen.Simd;
using Xunit;

namespace CellGen.Tests.Simd;

/// <summary>The functions of doubles beside the C library's, and at their limits.</summary>
public sealed class DoubleMathTests
{
    [Fact]
    public void TheyAreWithinAFewUlp()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            double x = (random.NextDouble() - 0.5) * 1400;
            Assert.Equal(1, DoubleMath.Exp(x) / Math.Exp(x), 1e-15);
            double y = Math.Exp(x);
            Assert.Equal(Math.Log(y), DoubleMath.Log(y), 2e-15 * Math.Abs(x));
            double z = 1 + ((random.NextDouble() - 0.5) * Math.Pow(10, -random.Next(10)));
            Assert.Equal(Math.Log(z), DoubleMath.Log(z), 1e-15 * Math.Abs(Math.Log(z)));
            double w = (random.NextDouble() - 0.5) * 100;
            double expected = Math.Exp(-Math.Abs(w)) < 1e-5 ? Math.Exp(-Math.Abs(w)) * (1 - (Math.Exp(-Math.Abs(w)) / 2)) : Math.Log(1 + Math.Exp(-Math.Abs(w)));
            Assert.Equal(expected, DoubleMath.LogOnePlusExpOfMinus(w), 2e-8 * expected);
        }
    }

    [Fact]
    public void AtTheLimits()
    {
        Assert.Equal([1, 0, double.PositiveInfinity, 0], new[] { 0, double.NegativeInfinity, double.PositiveInfinity, -1e9 }.Select(DoubleMath.Exp));
        Assert.Equal([0, double.NegativeInfinity, double.PositiveInfinity], new[] { 1, 0, double.PositiveInfinity }.Select(DoubleMath.Log));
        Assert.True(double.IsNaN(DoubleMath.Exp(double.NaN)) && double.IsNaN(DoubleMath.Log(-1)) && double.IsNaN(DoubleMath.Log(double.NaN)));
        Assert.Equal(Math.Log(double.Epsilon), DoubleMath.Log(double.Epsilon), 1e-12);
        Assert.Equal(double.NegativeInfinity, DoubleMath.LogSum(double.NegativeInfinity, double.NegativeInfinity));
        Assert.Equal(-1e300, DoubleMath.LogSum(-1e300, double.NegativeInfinity));
        Assert.True(double.IsNaN(DoubleMath.LogSum(double.NaN, 0, 1)) && double.IsNaN(DoubleMath.LogSum(0, double.NaN, 1)));
    }
}
