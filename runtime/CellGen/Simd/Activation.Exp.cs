using System.Numerics;
using System.Runtime.CompilerServices;

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

        return Exp(new Vector<float>(x))[0];
    }

    /// <summary>The exponential function of several arguments, none of them above 89: the bits of that of each alone.</summary>
    /// <param name="x">The arguments; NaN gives NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Exp(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> lower, out Vector<double> upper);
        return Vector.Narrow(Exp(lower), Exp(upper));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Exp(Vector<double> x)
    {
        const double Log2E = 1.4426950408889634;
        const double Ln2 = 0.69314718055994531;

        // Rounded by its size to an integer, which its last bits then are: 1.5 * 2^52.
        var magic = new Vector<double>(6755399441055744.0);
        Vector<double> shifted = (x * Log2E) + magic;
        Vector<double> r = x - ((shifted - magic) * Ln2);
        var series = new Vector<double>(1.0 / 362880);
        series = (series * r) + new Vector<double>(1.0 / 40320);
        series = (series * r) + new Vector<double>(1.0 / 5040);
        series = (series * r) + new Vector<double>(1.0 / 720);
        series = (series * r) + new Vector<double>(1.0 / 120);
        series = (series * r) + new Vector<double>(1.0 / 24);
        series = (series * r) + new Vector<double>(1.0 / 6);
        series = (series * r) + new Vector<double>(0.5);
        series = (series * r) + Vector<double>.One;
        series = (series * r) + Vector<double>.One;
        Vector<long> power = (shifted.As<double, long>() << 52) + new Vector<long>(1023L << 52);
        return Vector.ConditionalSelect(Vector.LessThan(x, new Vector<double>(-104)), Vector<double>.Zero, series * power.As<long, double>());
    }
}
