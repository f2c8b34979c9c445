using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Simd;

/// <summary>
/// The activation functions of recurrent cells, for every vector width and without a call into a mathematics library,
/// so that their bits do not depend on the machine.
/// </summary>
/// <remarks>
/// Every overload for vectors does the same operations in the same order in every lane, with fused multiply-add: the
/// three widths give the same bits. The overload for a single float multiplies and then adds, for machines without
/// fused multiply-add, and its last bits differ. NaN passes through all of them.
/// </remarks>
public static partial class Activation
{
    // tanh x ~ x P(x^2) / Q(x^2), P and Q of degree four with constant term one, fitted by bench/fit_activations.py.
    // Beyond the limit the result is one: the limit is an argument at which the quotient rounds to exactly one at
    // every vector width and in plain arithmetic, and below which it never exceeds one.
    // The order of the operations is the one with the shortest chain: the powers of P and Q in pairs (Estrin), and x
    // multiplied in beside that chain and not after it; x^2 has its own limit, so that the chain need not wait for x to
    // be limited on both sides.
    // Maximum and minimum return their second operand on x64 where one is NaN, so x stands second.
    private const float TanhLimit = 8.07974148f;
    private const float TanhP1 = 0.133964404f;
    private const float TanhP2 = 0.00351384073f;
    private const float TanhP3 = 2.09078244e-05f;
    private const float TanhP4 = 1.37673428e-08f;
    private const float TanhQ1 = 0.467297643f;
    private const float TanhQ2 = 0.0259465575f;
    private const float TanhQ3 = 0.000331540621f;
    private const float TanhQ4 = 7.94561856e-07f;

    /// <summary>The limits and their square, the coefficients of P from the lowest, and those of Q from the second lowest.</summary>
    internal static ReadOnlySpan<float> TanhConstants =>
        [TanhLimit, -TanhLimit, TanhLimit * TanhLimit, 1f, TanhP1, TanhP2, TanhP3, TanhP4, TanhQ1, TanhQ2, TanhQ3, TanhQ4];

    /// <inheritdoc cref="Tanh(float)" path="/summary"/>
    /// <param name="x">Sixteen arguments.</param>
    /// <returns>Sixteen results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX-512F.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> t = Avx512F.Min(Vector512.Create(TanhLimit * TanhLimit), Avx512F.Multiply(x, x));
        x = Avx512F.Min(Vector512.Create(TanhLimit), Avx512F.Max(Vector512.Create(-TanhLimit), x));
        Vector512<float> t2 = Avx512F.Multiply(t, t);
        Vector512<float> p = Avx512F.FusedMultiplyAdd(Vector512.Create(TanhP3), t, Vector512.Create(TanhP2));
        Vector512<float> q = Avx512F.FusedMultiplyAdd(Vector512.Create(TanhQ3), t, Vector512.Create(TanhQ2));
        p = Avx512F.FusedMultiplyAdd(Vector512.Create(TanhP4), t2, p);
        q = Avx512F.FusedMultiplyAdd(Vector512.Create(TanhQ4), t2, q);
        Vector512<float> low = Avx512F.Multiply(x, Avx512F.FusedMultiplyAdd(Vector512.Create(TanhP1), t, Vector512.Create(1f)));
        p = Avx512F.FusedMultiplyAdd(p, Avx512F.Multiply(x, t2), low);
        low = Avx512F.FusedMultiplyAdd(Vector512.Create(TanhQ1), t, Vector512.Create(1f));
        q = Avx512F.FusedMultiplyAdd(q, t2, low);
        return Avx512F.Divide(p, q);
    }

    /// <inheritdoc cref="Tanh(float)" path="/summary"/>
    /// <param name="x">Eight arguments.</param>
    /// <returns>Eight results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX and FMA.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        Vector256<float> t = Avx.Min(Vector256.Create(TanhLimit * TanhLimit), Avx.Multiply(x, x));
        x = Avx.Min(Vector256.Create(TanhLimit), Avx.Max(Vector256.Create(-TanhLimit), x));
        Vector256<float> t2 = Avx.Multiply(t, t);
        Vector256<float> p = Fma.MultiplyAdd(Vector256.Create(TanhP3), t, Vector256.Create(TanhP2));
        Vector256<float> q = Fma.MultiplyAdd(Vector256.Create(TanhQ3), t, Vector256.Create(TanhQ2));
        p = Fma.MultiplyAdd(Vector256.Create(TanhP4), t2, p);
        q = Fma.MultiplyAdd(Vector256.Create(TanhQ4), t2, q);
        Vector256<float> low = Avx.Multiply(x, Fma.MultiplyAdd(Vector256.Create(TanhP1), t, Vector256.Create(1f)));
        p = Fma.MultiplyAdd(p, Avx.Multiply(x, t2), low);
        low = Fma.MultiplyAdd(Vector256.Create(TanhQ1), t, Vector256.Create(1f));
        q = Fma.MultiplyAdd(q, t2, low);
        return Avx.Divide(p, q);
    }

    /// <inheritdoc cref="Tanh(float)" path="/summary"/>
    /// <param name="x">Four arguments.</param>
    /// <returns>Four results, the same bits at every vector width.</returns>
    /// <remarks>Needs FMA or Arm64.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x)
    {
        if (AdvSimd.Arm64.IsSupported)
        {
            Vector128<float> t = AdvSimd.Min(Vector128.Create(TanhLimit * TanhLimit), AdvSimd.Multiply(x, x));
            x = AdvSimd.Min(Vector128.Create(TanhLimit), AdvSimd.Max(Vector128.Create(-TanhLimit), x));
            Vector128<float> t2 = AdvSimd.Multiply(t, t);
            Vector128<float> p = AdvSimd.FusedMultiplyAdd(Vector128.Create(TanhP2), Vector128.Create(TanhP3), t);
            Vector128<float> q = AdvSimd.FusedMultiplyAdd(Vector128.Create(TanhQ2), Vector128.Create(TanhQ3), t);
            p = AdvSimd.FusedMultiplyAdd(p, Vector128.Create(TanhP4), t2);
            q = AdvSimd.FusedMultiplyAdd(q, Vector128.Create(TanhQ4), t2);
            Vector128<float> low = AdvSimd.Multiply(x, AdvSimd.FusedMultiplyAdd(Vector128.Create(1f), Vector128.Create(TanhP1), t));
            p = AdvSimd.FusedMultiplyAdd(low, p, AdvSimd.Multiply(x, t2));
            low = AdvSimd.FusedMultiplyAdd(Vector128.Create(1f), Vector128.Create(TanhQ1), t);
            q = AdvSimd.FusedMultiplyAdd(low, q, t2);
            return AdvSimd.Arm64.Divide(p, q);
        }
        else
        {
            Vector128<float> t = Sse.Min(Vector128.Create(TanhLimit * TanhLimit), Sse.Multiply(x, x));
            x = Sse.Min(Vector128.Create(TanhLimit), Sse.Max(Vector128.Create(-TanhLimit), x));
            Vector128<float> t2 = Sse.Multiply(t, t);
            Vector128<float> p = Fma.MultiplyAdd(Vector128.Create(TanhP3), t, Vector128.Create(TanhP2));
            Vector128<float> q = Fma.MultiplyAdd(Vector128.Create(TanhQ3), t, Vector128.Create(TanhQ2));
            p = Fma.MultiplyAdd(Vector128.Create(TanhP4), t2, p);
            q = Fma.MultiplyAdd(Vector128.Create(TanhQ4), t2, q);
            Vector128<float> low = Sse.Multiply(x, Fma.MultiplyAdd(Vector128.Create(TanhP1), t, Vector128.Create(1f)));
            p = Fma.MultiplyAdd(p, Sse.Multiply(x, t2), low);
            low = Fma.MultiplyAdd(Vector128.Create(TanhQ1), t, Vector128.Create(1f));
            q = Fma.MultiplyAdd(q, t2, low);
            return Sse.Divide(p, q);
        }
    }

    /// <inheritdoc cref="Tanh(float)" path="/summary"/>
    /// <typeparam name="TRounding">How a product and a sum are rounded: with two roundings the bits are those of the overload for a single float.</typeparam>
    /// <param name="x">Four arguments.</param>
    /// <returns>Four results.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh<TRounding>(Vector128<float> x)
        where TRounding : struct
    {
        if (typeof(TRounding) == typeof(OneRounding))
        {
            return Tanh(x);
        }

        x = Vector128.Min(Vector128.Create(TanhLimit), Vector128.Max(Vector128.Create(-TanhLimit), x));
        Vector128<float> t = x * x;
        Vector128<float> t2 = t * t;
        Vector128<float> p = (t * TanhP3) + Vector128.Create(TanhP2);
        Vector128<float> q = (t * TanhQ3) + Vector128.Create(TanhQ2);
        p = (t2 * TanhP4) + p;
        q = (t2 * TanhQ4) + q;
        p = (p * (x * t2)) + (x * ((t * TanhP1) + Vector128.Create(1f)));
        q = (q * t2) + ((t * TanhQ1) + Vector128.Create(1f));
        return p / q;
    }

    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, with the rounding of a machine without fused multiply-add.</returns>
    /// <remarks>
    /// Errors over every float, against double precision: at most 4.83 ulp in the overloads for vectors, 5.72 ulp in the one
    /// for a single float (the unit is that of the result; near one that is 2.9e-7 and 3.5e-7). Tiny arguments are
    /// returned as they are. Odd, never beyond [-1, 1], exactly -1 and 1 from a magnitude of 8.08 on; NaN gives NaN and
    /// a zero keeps its sign.
    /// </remarks>
    public static float Tanh(float x)
    {
        x = x < -TanhLimit ? -TanhLimit : x > TanhLimit ? TanhLimit : x;
        float t = x * x;
        float t2 = t * t;
        float p = (TanhP3 * t) + TanhP2;
        float q = (TanhQ3 * t) + TanhQ2;
        p = (TanhP4 * t2) + p;
        q = (TanhQ4 * t2) + q;
        p = (p * (x * t2)) + (x * ((TanhP1 * t) + 1f));
        q = (q * t2) + ((TanhQ1 * t) + 1f);
        return p / q;
    }
}
