namespace CellGen.Simd;

public static partial class Activation
{
    /// <summary>The exponential function e<sup>x</sup>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>
    /// The result, the same bits on every machine, within 0.51 ulp. Overflow gives infinity from 88.73 on, underflow
    /// goes through the denormals to 0 below -103.98; NaN gives NaN.
    /// </returns>
    /// <remarks>
    /// e<sup>x</sup> = 2<sup>n</sup> e<sup>r</sup> with |r| at most half of ln 2, and Taylor's series for e<sup>r</sup>, in double
    /// precision and without fused multiply-add. The C library's function is not used: its bits depend on the machine.
    /// </remarks>
    public static float Exp(float x)
    {
        if (!(x <= 89f))
        {
            return x + float.PositiveInfinity; // NaN stays NaN
        }

        if (x < -104f)
        {
            return 0f;
        }

        const double Log2E = 1.4426950408889634;
        const double Ln2 = 0.69314718055994531;
        double n = Math.Round(x * Log2E);
        double r = x - (n * Ln2);
        double series = 1.0 / 362880;
        series = (series * r) + (1.0 / 40320);
        series = (series * r) + (1.0 / 5040);
        series = (series * r) + (1.0 / 720);
        series = (series * r) + (1.0 / 120);
        series = (series * r) + (1.0 / 24);
        series = (series * r) + (1.0 / 6);
        series = (series * r) + 0.5;
        series = (series * r) + 1.0;
        series = (series * r) + 1.0;
        return (float)(series * BitConverter.Int64BitsToDouble((1023L + (long)n) << 52));
    }
}
