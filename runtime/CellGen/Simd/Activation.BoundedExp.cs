using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CellGen.Simd;

public static partial class Activation
{
    /// <inheritdoc cref="BoundedExp(float)" path="/summary"/>
    /// <param name="x">Sixteen arguments.</param>
    /// <returns>Sixteen results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX-512F.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> BoundedExp(Vector512<float> x) => BoundedExp<Vector512<float>, Floats512>(x);

    /// <inheritdoc cref="BoundedExp(float)" path="/summary"/>
    /// <param name="x">Eight arguments.</param>
    /// <returns>Eight results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX2 and FMA.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> BoundedExp(Vector256<float> x) => BoundedExp<Vector256<float>, Floats256>(x);

    /// <inheritdoc cref="BoundedExp(float)" path="/summary"/>
    /// <param name="x">Four arguments.</param>
    /// <returns>Four results, the same bits at every vector width.</returns>
    /// <remarks>Needs FMA or Arm64.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> BoundedExp(Vector128<float> x) => BoundedExp<Vector128<float>, Floats128>(x);

    /// <inheritdoc cref="BoundedExp(float)" path="/summary"/>
    /// <typeparam name="TRounding">How a product and a sum are rounded: with two roundings the bits are those of the overload for a single float.</typeparam>
    /// <param name="x">Four arguments.</param>
    /// <returns>Four results.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> BoundedExp<TRounding>(Vector128<float> x)
        where TRounding : struct =>
        typeof(TRounding) == typeof(OneRounding) ? BoundedExp(x) : Vector128.Create(BoundedExp(x[0]), BoundedExp(x[1]), BoundedExp(x[2]), BoundedExp(x[3]));

    /// <summary>e<sup>x</sup> for arguments from −80 to 80, and that of the nearest of them beyond.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, with the rounding of a machine without fused multiply-add.</returns>
    /// <remarks>Errors against double precision: at most 1.2 ulp, in the overload for a single float 1.6 ulp. NaN gives NaN.</remarks>
    public static float BoundedExp(float x) => BoundedExp<float, FloatsPlain>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T BoundedExp<T, TFloats>(T x)
        where TFloats : IFloats<T>
    {
        // e^x = 2^n e^r with |r| at most half of ln 2: n rounded by adding 1.5 * 2^23, whose last bits then are n; ln 2 in two
        // parts, of which the first times n is exact; Taylor's series of degree seven.
        // Beyond the bound the argument is the bound: sums and quotients of results stay finite and keep their accuracy.
        const float Bound = 80f;
        const float Log2E = 1.44269504f;
        const float Magic = 12582912f;
        const float Ln2High = 0.693359375f;
        const float Ln2Low = -2.12194440e-4f;
        const float E7 = 1f / 5040;
        const float E6 = 1f / 720;
        const float E5 = 1f / 120;
        const float E4 = 1f / 24;
        const float E3 = 1f / 6;

        x = TFloats.Limit(x, Bound);
        T shifted = TFloats.MultiplyAdd(x, TFloats.Create(Log2E), TFloats.Create(Magic));
        T n = TFloats.Subtract(shifted, TFloats.Create(Magic));
        T r = TFloats.NegatedMultiplyAdd(n, TFloats.Create(Ln2High), x);
        r = TFloats.NegatedMultiplyAdd(n, TFloats.Create(Ln2Low), r);
        T series = TFloats.MultiplyAdd(TFloats.Create(E7), r, TFloats.Create(E6));
        series = TFloats.MultiplyAdd(series, r, TFloats.Create(E5));
        series = TFloats.MultiplyAdd(series, r, TFloats.Create(E4));
        series = TFloats.MultiplyAdd(series, r, TFloats.Create(E3));
        series = TFloats.MultiplyAdd(series, r, TFloats.Create(0.5f));
        series = TFloats.MultiplyAdd(series, r, TFloats.Create(1f));
        series = TFloats.MultiplyAdd(series, r, TFloats.Create(1f));
        return TFloats.Multiply(series, TFloats.PowerOfTwo(shifted));
    }
}
