namespace CellGen;

/// <summary>What the schedules compute with: doubles, as torch, and functions whose bits do not depend on the machine.</summary>
internal static class Rates
{
    /// <summary>The decimal number that was written, as torch has it.</summary>
    public static double Exact(float value) => Math.Abs(value) is > 1e-20f and < 1e20f ? (double)(decimal)value : value;

    /// <summary>A learning rate as a float; the largest where it is beyond.</summary>
    public static float Finite(double rate) => (float)Math.Min(rate, float.MaxValue);

    /// <summary>From start to end along half a cosine.</summary>
    /// <param name="start">Where part is 0.</param>
    /// <param name="end">Where part is 1.</param>
    /// <param name="part">From 0 to 1.</param>
    public static double Cosine(double start, double end, double part) =>
        end + ((start - end) / 2 * (1 + CosineOfPi(part)));

    /// <summary>value<sup>exponent</sup>, by squaring; the exponent is not negative.</summary>
    public static double Power(double value, long exponent)
    {
        double power = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            power *= (exponent & 1) == 0 ? 1 : value;
            value *= value;
        }

        return power;
    }

    /// <summary>cos(π x) for x from 0 to 1, within a few ulp: the series of cosine and sine up to a quarter of π.</summary>
    private static double CosineOfPi(double x)
    {
        double folded = Math.Min(x, 1 - x);
        double angle = Math.PI * (folded > 0.25 ? 0.5 - folded : folded);
        double t = angle * angle;
        double series = 1;
        double term = 1;
        int first = folded > 0.25 ? 2 : 1;
        for (int n = first; n < 20; n += 2)
        {
            term *= -t / (n * (n + 1));
            series += term;
        }

        double value = folded > 0.25 ? angle * series : series;
        return x > 0.5 ? -value : value;
    }
}
