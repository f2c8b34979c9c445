namespace CellGen.Simd;

public static partial class Activation
{
    /// <summary>The natural logarithm.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>
    /// The result, the same bits on every machine, within 0.51 ulp. Zero gives negative infinity, a negative argument
    /// NaN, positive infinity itself, and NaN gives NaN.
    /// </returns>
    /// <remarks>
    /// ln x = n ln 2 + ln m with m between the roots of 1/2 and 2, and ln m = 2 artanh((m − 1) / (m + 1)) as a series, in
    /// double precision and without fused multiply-add. The C library's function is not used: its bits depend on the
    /// machine.
    /// </remarks>
    public static float Log(float x)
    {
        if (!(x > 0f))
        {
            return x == 0f ? float.NegativeInfinity : float.NaN;
        }

        if (float.IsPositiveInfinity(x))
        {
            return x;
        }

        const double Ln2 = 0.69314718055994531;
        const long Mantissa = (1L << 52) - 1;
        long bits = BitConverter.DoubleToInt64Bits(x); // every float, also a denormal, is a normal double
        long n = (bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & Mantissa) | (1023L << 52));
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            n++;
        }

        double s = (m - 1.0) / (m + 1.0);
        double t = s * s;
        double series = 1.0 / 15;
        series = (series * t) + (1.0 / 13);
        series = (series * t) + (1.0 / 11);
        series = (series * t) + (1.0 / 9);
        series = (series * t) + (1.0 / 7);
        series = (series * t) + (1.0 / 5);
        series = (series * t) + (1.0 / 3);
        series = (series * t) + 1.0;
        return (float)((n * Ln2) + (2.0 * s * series));
    }
}
