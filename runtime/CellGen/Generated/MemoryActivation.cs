using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CellGen.Simd;
using System.ComponentModel;

namespace CellGen.Generated;

/// <summary>
/// The functions of <see cref="Activation"/>, the same operations and bits, with constants that are read from memory at each
/// use. Where sixteen registers hold the sums of several gates, the JIT would hold the constants of the usual ones, too, and
/// put what it has just computed on the stack instead: loads on the chain from one h to the next, where these are beside it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MemoryActivation
{
    /// <inheritdoc cref="Activation.Sigmoid(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x)
    {
        ref VolatileSingle constants = ref First(Activation.SigmoidConstants);
        return Avx.Add(Rational(x, ref constants), Vector256.Create(Unsafe.Add(ref constants, 12).Value));
    }

    /// <inheritdoc cref="Activation.Tanh(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        return Rational(x, ref First(Activation.TanhConstants));
    }

    /// <summary>x P(x²) / Q(x²).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rational(Vector256<float> x, ref VolatileSingle constants)
    {
        Vector256<float> t = Avx.Min(Vector256.Create(Unsafe.Add(ref constants, 2).Value), Avx.Multiply(x, x));
        x = Avx.Min(Vector256.Create(constants.Value), Avx.Max(Vector256.Create(Unsafe.Add(ref constants, 1).Value), x));
        Vector256<float> t2 = Avx.Multiply(t, t);
        Vector256<float> p = Fma.MultiplyAdd(Vector256.Create(Unsafe.Add(ref constants, 6).Value), t, Vector256.Create(Unsafe.Add(ref constants, 5).Value));
        Vector256<float> q = Fma.MultiplyAdd(Vector256.Create(Unsafe.Add(ref constants, 10).Value), t, Vector256.Create(Unsafe.Add(ref constants, 9).Value));
        p = Fma.MultiplyAdd(Vector256.Create(Unsafe.Add(ref constants, 7).Value), t2, p);
        q = Fma.MultiplyAdd(Vector256.Create(Unsafe.Add(ref constants, 11).Value), t2, q);
        Vector256<float> low = Fma.MultiplyAdd(Vector256.Create(Unsafe.Add(ref constants, 4).Value), t, Vector256.Create(Unsafe.Add(ref constants, 3).Value));
        low = Avx.Multiply(x, low);
        p = Fma.MultiplyAdd(p, Avx.Multiply(x, t2), low);
        low = Fma.MultiplyAdd(Vector256.Create(Unsafe.Add(ref constants, 8).Value), t, Vector256.Create(1f));
        q = Fma.MultiplyAdd(q, t2, low);
        return Avx.Divide(p, q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref VolatileSingle First(ReadOnlySpan<float> constants) =>
        ref Unsafe.As<float, VolatileSingle>(ref MemoryMarshal.GetReference(constants));
}
