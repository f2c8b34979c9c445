namespace CellGen.Simd;

/// <summary>
/// Exponential and logarithm of doubles, within a few ulp and the same bits on every machine: the C library's functions, which
/// Math calls, have other bits on another.
/// </summary>
internal static class DoubleMath
{
    private const double Ln2High = 0.693147180369123816490; // with zeros at its end, so that n · it is exact
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e<sup>x</sup>; overflow gives infinity, underflow 0, NaN gives NaN.</summary>
    public static double Exp(double x)
    {
        if (!(x < 709.8))
        {
            return x + double.PositiveInfinity; // NaN stays NaN
        }

        if (x < -745.2)
        {
            return 0;
        }

        double n = Math.Round(x * 1.4426950408889634);
        double r = x - (n * Ln2High) - (n * Ln2Low);
        double series = 1;
        for (int k = 14; k > 0; k--)
        {
            series = (series * r / k) + 1;
        }

        return Math.ScaleB(series, (int)n);
    }

    /// <summary>ln x; 0 gives −∞, a negative argument NaN, ∞ itself, NaN gives NaN.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
        {
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        }

        int n = Math.ILogB(x);
        double m = Math.ScaleB(x, -n);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            n++;
        }

        double s = (m - 1) / (m + 1);
        double t = s * s;
        double series = 0;
        for (int k = 25; k > 0; k -= 2)
        {
            series = (series * t) + (1.0 / k);
        }

        return (n * Ln2High) + ((2 * s * series) + (n * Ln2Low));
    }

    /// <summary>ln(1 + e<sup>−|x|</sup>), which softplus and the binary cross-entropy are made of.</summary>
    public static double LogOnePlusExpOfMinus(double x)
    {
        double e = Exp(-Math.Abs(x));

        // Below 2^-27 the square of e is less than half of e's last bit, and 1 + e would lose e's digits.
        return e < 7.4505806e-9 ? e : Log(1 + e);
    }

    /// <summary>ln(e<sup>a</sup> + e<sup>b</sup>).</summary>
    public static double LogSum(double a, double b) => LogSum(a, b, double.NegativeInfinity);

    /// <summary>ln(e<sup>a</sup> + e<sup>b</sup> + e<sup>c</sup>); −∞ where all are, NaN where one is.</summary>
    public static double LogSum(double a, double b, double c)
    {
        double largest = b > a ? b : a;
        largest = c > largest ? c : largest;
        return double.IsInfinity(largest) ? a + b + c : largest + Log(Exp(a - largest) + Exp(b - largest) + Exp(c - largest));
    }
}
