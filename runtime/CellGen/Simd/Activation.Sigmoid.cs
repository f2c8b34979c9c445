using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Simd;

public static partial class Activation
{
    // sigmoid x = 1/2 tanh(x/2) + 1/2. The halves are powers of two, folded without rounding into the coefficients of
    // tanh, so that one addition follows the division.
    private const float SigmoidLimit = 2 * TanhLimit;
    private const float SigmoidP0 = 1f / 4;
    private const float SigmoidP1 = TanhP1 / 16;
    private const float SigmoidP2 = TanhP2 / 64;
    private const float SigmoidP3 = TanhP3 / 256;
    private const float SigmoidP4 = TanhP4 / 1024;
    private const float SigmoidQ1 = TanhQ1 / 4;
    private const float SigmoidQ2 = TanhQ2 / 16;
    private const float SigmoidQ3 = TanhQ3 / 64;
    private const float SigmoidQ4 = TanhQ4 / 256;

    /// <summary>The limits and their square, the coefficients of P from the lowest, those of Q from the second lowest, and what is added.</summary>
    internal static ReadOnlySpan<float> SigmoidConstants =>
    [
        SigmoidLimit, -SigmoidLimit, SigmoidLimit * SigmoidLimit,
        SigmoidP0, SigmoidP1, SigmoidP2, SigmoidP3, SigmoidP4, SigmoidQ1, SigmoidQ2, SigmoidQ3, SigmoidQ4, 0.5f,
    ];

    /// <inheritdoc cref="Sigmoid(float)" path="/summary"/>
    /// <param name="x">Sixteen arguments.</param>
    /// <returns>Sixteen results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX-512F.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        Vector512<float> t = Avx512F.Min(Vector512.Create(SigmoidLimit * SigmoidLimit), Avx512F.Multiply(x, x));
        x = Avx512F.Min(Vector512.Create(SigmoidLimit), Avx512F.Max(Vector512.Create(-SigmoidLimit), x));
        Vector512<float> t2 = Avx512F.Multiply(t, t);
        Vector512<float> p = Avx512F.FusedMultiplyAdd(Vector512.Create(SigmoidP3), t, Vector512.Create(SigmoidP2));
        Vector512<float> q = Avx512F.FusedMultiplyAdd(Vector512.Create(SigmoidQ3), t, Vector512.Create(SigmoidQ2));
        p = Avx512F.FusedMultiplyAdd(Vector512.Create(SigmoidP4), t2, p);
        q = Avx512F.FusedMultiplyAdd(Vector512.Create(SigmoidQ4), t2, q);
        Vector512<float> low = Avx512F.Multiply(x, Avx512F.FusedMultiplyAdd(Vector512.Create(SigmoidP1), t, Vector512.Create(SigmoidP0)));
        p = Avx512F.FusedMultiplyAdd(p, Avx512F.Multiply(x, t2), low);
        low = Avx512F.FusedMultiplyAdd(Vector512.Create(SigmoidQ1), t, Vector512.Create(1f));
        q = Avx512F.FusedMultiplyAdd(q, t2, low);
        return Avx512F.Add(Avx512F.Divide(p, q), Vector512.Create(0.5f));
    }

    /// <inheritdoc cref="Sigmoid(float)" path="/summary"/>
    /// <param name="x">Eight arguments.</param>
    /// <returns>Eight results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX and FMA.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x)
    {
        Vector256<float> t = Avx.Min(Vector256.Create(SigmoidLimit * SigmoidLimit), Avx.Multiply(x, x));
        x = Avx.Min(Vector256.Create(SigmoidLimit), Avx.Max(Vector256.Create(-SigmoidLimit), x));
        Vector256<float> t2 = Avx.Multiply(t, t);
        Vector256<float> p = Fma.MultiplyAdd(Vector256.Create(SigmoidP3), t, Vector256.Create(SigmoidP2));
        Vector256<float> q = Fma.MultiplyAdd(Vector256.Create(SigmoidQ3), t, Vector256.Create(SigmoidQ2));
        p = Fma.MultiplyAdd(Vector256.Create(SigmoidP4), t2, p);
        q = Fma.MultiplyAdd(Vector256.Create(SigmoidQ4), t2, q);
        Vector256<float> low = Avx.Multiply(x, Fma.MultiplyAdd(Vector256.Create(SigmoidP1), t, Vector256.Create(SigmoidP0)));
        p = Fma.MultiplyAdd(p, Avx.Multiply(x, t2), low);
        low = Fma.MultiplyAdd(Vector256.Create(SigmoidQ1), t, Vector256.Create(1f));
        q = Fma.MultiplyAdd(q, t2, low);
        return Avx.Add(Avx.Divide(p, q), Vector256.Create(0.5f));
    }

    /// <inheritdoc cref="Sigmoid(float)" path="/summary"/>
    /// <param name="x">Four arguments.</param>
    /// <returns>Four results, the same bits at every vector width.</returns>
    /// <remarks>Needs FMA or Arm64.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x)
    {
        if (AdvSimd.Arm64.IsSupported)
        {
            Vector128<float> t = AdvSimd.Min(Vector128.Create(SigmoidLimit * SigmoidLimit), AdvSimd.Multiply(x, x));
            x = AdvSimd.Min(Vector128.Create(SigmoidLimit), AdvSimd.Max(Vector128.Create(-SigmoidLimit), x));
            Vector128<float> t2 = AdvSimd.Multiply(t, t);
            Vector128<float> p = AdvSimd.FusedMultiplyAdd(Vector128.Create(SigmoidP2), Vector128.Create(SigmoidP3), t);
            Vector128<float> q = AdvSimd.FusedMultiplyAdd(Vector128.Create(SigmoidQ2), Vector128.Create(SigmoidQ3), t);
            p = AdvSimd.FusedMultiplyAdd(p, Vector128.Create(SigmoidP4), t2);
            q = AdvSimd.FusedMultiplyAdd(q, Vector128.Create(SigmoidQ4), t2);
            Vector128<float> low = AdvSimd.Multiply(x, AdvSimd.FusedMultiplyAdd(Vector128.Create(SigmoidP0), Vector128.Create(SigmoidP1), t));
            p = AdvSimd.FusedMultiplyAdd(low, p, AdvSimd.Multiply(x, t2));
            low = AdvSimd.FusedMultiplyAdd(Vector128.Create(1f), Vector128.Create(SigmoidQ1), t);
            q = AdvSimd.FusedMultiplyAdd(low, q, t2);
            return AdvSimd.Add(AdvSimd.Arm64.Divide(p, q), Vector128.Create(0.5f));
        }
        else
        {
            Vector128<float> t = Sse.Min(Vector128.Create(SigmoidLimit * SigmoidLimit), Sse.Multiply(x, x));
            x = Sse.Min(Vector128.Create(SigmoidLimit), Sse.Max(Vector128.Create(-SigmoidLimit), x));
            Vector128<float> t2 = Sse.Multiply(t, t);
            Vector128<float> p = Fma.MultiplyAdd(Vector128.Create(SigmoidP3), t, Vector128.Create(SigmoidP2));
            Vector128<float> q = Fma.MultiplyAdd(Vector128.Create(SigmoidQ3), t, Vector128.Create(SigmoidQ2));
            p = Fma.MultiplyAdd(Vector128.Create(SigmoidP4), t2, p);
            q = Fma.MultiplyAdd(Vector128.Create(SigmoidQ4), t2, q);
            Vector128<float> low = Sse.Multiply(x, Fma.MultiplyAdd(Vector128.Create(SigmoidP1), t, Vector128.Create(SigmoidP0)));
            p = Fma.MultiplyAdd(p, Sse.Multiply(x, t2), low);
            low = Fma.MultiplyAdd(Vector128.Create(SigmoidQ1), t, Vector128.Create(1f));
            q = Fma.MultiplyAdd(q, t2, low);
            return Sse.Add(Sse.Divide(p, q), Vector128.Create(0.5f));
        }
    }

    /// <inheritdoc cref="Sigmoid(float)" path="/summary"/>
    /// <typeparam name="TRounding">How a product and a sum are rounded: with two roundings the bits are those of the overload for a single float.</typeparam>
    /// <param name="x">Four arguments.</param>
    /// <returns>Four results.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid<TRounding>(Vector128<float> x)
        where TRounding : struct =>
        typeof(TRounding) == typeof(OneRounding) ? Sigmoid(x) : (Tanh<TRounding>(x * 0.5f) * 0.5f) + Vector128.Create(0.5f);

    /// <summary>The logistic function 1 / (1 + e<sup>-x</sup>).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, with the rounding of a machine without fused multiply-add.</returns>
    /// <remarks>
    /// Errors over every float, against double precision: at most 1.74e-7 in the overloads for vectors, 1.88e-7 in the one
    /// for a single float. These are absolute: for very negative arguments the result itself is small, and the relative
    /// error grows from 8e-7 at -2 over 6e-6 at -4 to 3.5e-4 at -8. Within [0, 1], exactly 0 and 1 from a magnitude
    /// of 16.16 on; NaN gives NaN.
    /// </remarks>
    public static float Sigmoid(float x) => (Tanh(x * 0.5f) * 0.5f) + 0.5f;
}
