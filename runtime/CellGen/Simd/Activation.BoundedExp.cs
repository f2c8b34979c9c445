using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Simd;

public static partial class Activation
{
    // e^x = 2^n e^r with |r| at most half of ln 2: n rounded by adding 1.5 * 2^23, whose last bits then are n; ln 2 in two
    // parts, of which the first times n is exact; Taylor's series of degree seven.
    // Beyond the bound the argument is the bound: sums and quotients of results stay finite and keep their accuracy.
    private const float ExpBound = 80f;
    private const float ExpLog2E = 1.44269504f;
    private const float ExpMagic = 12582912f;
    private const float ExpLn2High = 0.693359375f;
    private const float ExpLn2Low = -2.12194440e-4f;
    private const float ExpE7 = 1f / 5040;
    private const float ExpE6 = 1f / 720;
    private const float ExpE5 = 1f / 120;
    private const float ExpE4 = 1f / 24;
    private const float ExpE3 = 1f / 6;
    private const int ExpOne = 0x3F800000;

    /// <inheritdoc cref="BoundedExp(float)" path="/summary"/>
    /// <param name="x">Sixteen arguments.</param>
    /// <returns>Sixteen results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX-512F.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> BoundedExp(Vector512<float> x)
    {
        x = Avx512F.Min(Vector512.Create(ExpBound), Avx512F.Max(Vector512.Create(-ExpBound), x));
        Vector512<float> shifted = Avx512F.FusedMultiplyAdd(x, Vector512.Create(ExpLog2E), Vector512.Create(ExpMagic));
        Vector512<float> n = Avx512F.Subtract(shifted, Vector512.Create(ExpMagic));
        Vector512<float> r = Avx512F.FusedMultiplyAddNegated(n, Vector512.Create(ExpLn2High), x);
        r = Avx512F.FusedMultiplyAddNegated(n, Vector512.Create(ExpLn2Low), r);
        Vector512<float> series = Avx512F.FusedMultiplyAdd(Vector512.Create(ExpE7), r, Vector512.Create(ExpE6));
        series = Avx512F.FusedMultiplyAdd(series, r, Vector512.Create(ExpE5));
        series = Avx512F.FusedMultiplyAdd(series, r, Vector512.Create(ExpE4));
        series = Avx512F.FusedMultiplyAdd(series, r, Vector512.Create(ExpE3));
        series = Avx512F.FusedMultiplyAdd(series, r, Vector512.Create(0.5f));
        series = Avx512F.FusedMultiplyAdd(series, r, Vector512.Create(1f));
        series = Avx512F.FusedMultiplyAdd(series, r, Vector512.Create(1f));
        return Avx512F.Multiply(series, ((shifted.AsInt32() << 23) + Vector512.Create(ExpOne)).AsSingle());
    }

    /// <inheritdoc cref="BoundedExp(float)" path="/summary"/>
    /// <param name="x">Eight arguments.</param>
    /// <returns>Eight results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX2 and FMA.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> BoundedExp(Vector256<float> x)
    {
        x = Avx.Min(Vector256.Create(ExpBound), Avx.Max(Vector256.Create(-ExpBound), x));
        Vector256<float> shifted = Fma.MultiplyAdd(x, Vector256.Create(ExpLog2E), Vector256.Create(ExpMagic));
        Vector256<float> n = Avx.Subtract(shifted, Vector256.Create(ExpMagic));
        Vector256<float> r = Fma.MultiplyAddNegated(n, Vector256.Create(ExpLn2High), x);
        r = Fma.MultiplyAddNegated(n, Vector256.Create(ExpLn2Low), r);
        Vector256<float> series = Fma.MultiplyAdd(Vector256.Create(ExpE7), r, Vector256.Create(ExpE6));
        series = Fma.MultiplyAdd(series, r, Vector256.Create(ExpE5));
        series = Fma.MultiplyAdd(series, r, Vector256.Create(ExpE4));
        series = Fma.MultiplyAdd(series, r, Vector256.Create(ExpE3));
        series = Fma.MultiplyAdd(series, r, Vector256.Create(0.5f));
        series = Fma.MultiplyAdd(series, r, Vector256.Create(1f));
        series = Fma.MultiplyAdd(series, r, Vector256.Create(1f));
        return Avx.Multiply(series, ((shifted.AsInt32() << 23) + Vector256.Create(ExpOne)).AsSingle());
    }

    /// <inheritdoc cref="BoundedExp(float)" path="/summary"/>
    /// <param name="x">Four arguments.</param>
    /// <returns>Four results, the same bits at every vector width.</returns>
    /// <remarks>Needs FMA or Arm64.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> BoundedExp(Vector128<float> x)
    {
        if (AdvSimd.Arm64.IsSupported)
        {
            x = AdvSimd.Min(Vector128.Create(ExpBound), AdvSimd.Max(Vector128.Create(-ExpBound), x));
            Vector128<float> shifted = AdvSimd.FusedMultiplyAdd(Vector128.Create(ExpMagic), x, Vector128.Create(ExpLog2E));
            Vector128<float> n = AdvSimd.Subtract(shifted, Vector128.Create(ExpMagic));
            Vector128<float> r = AdvSimd.FusedMultiplySubtract(x, n, Vector128.Create(ExpLn2High));
            r = AdvSimd.FusedMultiplySubtract(r, n, Vector128.Create(ExpLn2Low));
            Vector128<float> series = AdvSimd.FusedMultiplyAdd(Vector128.Create(ExpE6), Vector128.Create(ExpE7), r);
            series = AdvSimd.FusedMultiplyAdd(Vector128.Create(ExpE5), series, r);
            series = AdvSimd.FusedMultiplyAdd(Vector128.Create(ExpE4), series, r);
            series = AdvSimd.FusedMultiplyAdd(Vector128.Create(ExpE3), series, r);
            series = AdvSimd.FusedMultiplyAdd(Vector128.Create(0.5f), series, r);
            series = AdvSimd.FusedMultiplyAdd(Vector128.Create(1f), series, r);
            series = AdvSimd.FusedMultiplyAdd(Vector128.Create(1f), series, r);
            return AdvSimd.Multiply(series, ((shifted.AsInt32() << 23) + Vector128.Create(ExpOne)).AsSingle());
        }
        else
        {
            x = Sse.Min(Vector128.Create(ExpBound), Sse.Max(Vector128.Create(-ExpBound), x));
            Vector128<float> shifted = Fma.MultiplyAdd(x, Vector128.Create(ExpLog2E), Vector128.Create(ExpMagic));
            Vector128<float> n = Sse.Subtract(shifted, Vector128.Create(ExpMagic));
            Vector128<float> r = Fma.MultiplyAddNegated(n, Vector128.Create(ExpLn2High), x);
            r = Fma.MultiplyAddNegated(n, Vector128.Create(ExpLn2Low), r);
            Vector128<float> series = Fma.MultiplyAdd(Vector128.Create(ExpE7), r, Vector128.Create(ExpE6));
            series = Fma.MultiplyAdd(series, r, Vector128.Create(ExpE5));
            series = Fma.MultiplyAdd(series, r, Vector128.Create(ExpE4));
            series = Fma.MultiplyAdd(series, r, Vector128.Create(ExpE3));
            series = Fma.MultiplyAdd(series, r, Vector128.Create(0.5f));
            series = Fma.MultiplyAdd(series, r, Vector128.Create(1f));
            series = Fma.MultiplyAdd(series, r, Vector128.Create(1f));
            return Sse.Multiply(series, ((shifted.AsInt32() << 23) + Vector128.Create(ExpOne)).AsSingle());
        }
    }

    /// <summary>e<sup>x</sup> for arguments from −80 to 80, and that of the nearest of them beyond.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, with the rounding of a machine without fused multiply-add.</returns>
    /// <remarks>Errors against double precision: at most 1.2 ulp, in the overload for a single float 1.6 ulp. NaN gives NaN.</remarks>
    public static float BoundedExp(float x)
    {
        x = x < -ExpBound ? -ExpBound : x > ExpBound ? ExpBound : x;
        float shifted = (x * ExpLog2E) + ExpMagic;
        float n = shifted - ExpMagic;
        float r = x - (n * ExpLn2High);
        r -= n * ExpLn2Low;
        float series = (ExpE7 * r) + ExpE6;
        series = (series * r) + ExpE5;
        series = (series * r) + ExpE4;
        series = (series * r) + ExpE3;
        series = (series * r) + 0.5f;
        series = (series * r) + 1f;
        series = (series * r) + 1f;
        return series * BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(shifted) << 23) + ExpOne);
    }
}
