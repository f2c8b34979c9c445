using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CellGen.Simd;

public static partial class Activation
{
    // softplus x = max(x, 0) + ln(1 + e) with e = e^-|x|, which is at most 1, and ln(1 + e) = 2 artanh s with s = e / (2 + e),
    // which is at most 1/3: the series in the square of s.

    /// <inheritdoc cref="Softplus(float)" path="/summary"/>
    /// <param name="x">Sixteen arguments.</param>
    /// <returns>Sixteen results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX-512F.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) => Softplus<Vector512<float>, Floats512>(x);

    /// <inheritdoc cref="Softplus(float)" path="/summary"/>
    /// <param name="x">Eight arguments.</param>
    /// <returns>Eight results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX2 and FMA.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => Softplus<Vector256<float>, Floats256>(x);

    /// <inheritdoc cref="Softplus(float)" path="/summary"/>
    /// <param name="x">Four arguments.</param>
    /// <returns>Four results, the same bits at every vector width.</returns>
    /// <remarks>Needs FMA or Arm64.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x) => Softplus<Vector128<float>, Floats128>(x);

    /// <inheritdoc cref="Softplus(float)" path="/summary"/>
    /// <typeparam name="TRounding">How a product and a sum are rounded: with two roundings the bits are those of the overload for a single float.</typeparam>
    /// <param name="x">Four arguments.</param>
    /// <returns>Four results.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus<TRounding>(Vector128<float> x)
        where TRounding : struct =>
        typeof(TRounding) == typeof(OneRounding) ? Softplus(x) : Vector128.Create(Softplus(x[0]), Softplus(x[1]), Softplus(x[2]), Softplus(x[3]));

    /// <summary>ln(1 + e<sup>x</sup>), where x is below −80 that of −80.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, with the rounding of a machine without fused multiply-add.</returns>
    /// <remarks>Errors against double precision: at most 3 ulp, in the overload for a single float 4 ulp. NaN gives NaN, ∞ itself.</remarks>
    public static float Softplus(float x) => Softplus<float, FloatsPlain>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Softplus<T, TFloats>(T x)
        where TFloats : IFloats<T>
    {
        T zero = TFloats.Create(0f);
        T e = BoundedExp<T, TFloats>(TFloats.Subtract(zero, TFloats.Abs(x)));
        T s = TFloats.Divide(e, TFloats.Add(e, TFloats.Create(2f)));
        T t = TFloats.Multiply(s, s);
        T series = TFloats.MultiplyAdd(t, TFloats.Create(2f / 15), TFloats.Create(2f / 13));
        series = TFloats.MultiplyAdd(series, t, TFloats.Create(2f / 11));
        series = TFloats.MultiplyAdd(series, t, TFloats.Create(2f / 9));
        series = TFloats.MultiplyAdd(series, t, TFloats.Create(2f / 7));
        series = TFloats.MultiplyAdd(series, t, TFloats.Create(2f / 5));
        series = TFloats.MultiplyAdd(series, t, TFloats.Create(2f / 3));
        series = TFloats.MultiplyAdd(series, t, TFloats.Create(2f));
        return TFloats.MultiplyAdd(series, s, TFloats.WhereLess(x, zero, zero, x));
    }
}
