using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CellGen.Simd;

namespace CellGen.Generated;

/// <summary>
/// The functions of <see cref="Activation"/>, the same operations and bits, with constants that are read from memory at each
/// use. Where sixteen registers hold the sums of four gates, the JIT would hold the constants of the usual ones, too, and put
/// what it has just computed on the stack instead: loads on the chain from one h to the next, where these are beside it.
/// </summary>
public static class MemoryActivation
{
    /// <inheritdoc cref="Activation.Sigmoid(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x)
    {
        x = Avx.Min(Read(Activation.SigmoidConstants, 0), Avx.Max(Read(Activation.SigmoidConstants, 1), x));
        return Avx.Add(Rational(x, Activation.SigmoidConstants), Read(Activation.SigmoidConstants, 11));
    }

    /// <inheritdoc cref="Activation.Tanh(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        x = Avx.Min(Read(Activation.TanhConstants, 0), Avx.Max(Read(Activation.TanhConstants, 1), x));
        return Rational(x, Activation.TanhConstants);
    }

    /// <summary>x P(x²) / Q(x²).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rational(Vector256<float> x, ReadOnlySpan<float> constants)
    {
        Vector256<float> t = Avx.Multiply(x, x);
        Vector256<float> t2 = Avx.Multiply(t, t);
        Vector256<float> p = Fma.MultiplyAdd(Read(constants, 5), t, Read(constants, 4));
        Vector256<float> q = Fma.MultiplyAdd(Read(constants, 9), t, Read(constants, 8));
        p = Fma.MultiplyAdd(Read(constants, 6), t2, p);
        q = Fma.MultiplyAdd(Read(constants, 10), t2, q);
        Vector256<float> low = Avx.Multiply(x, Fma.MultiplyAdd(Read(constants, 3), t, Read(constants, 2)));
        p = Fma.MultiplyAdd(p, Avx.Multiply(x, t2), low);
        low = Fma.MultiplyAdd(Read(constants, 7), t, Vector256.Create(1f));
        q = Fma.MultiplyAdd(q, t2, low);
        return Avx.Divide(p, q);
    }

    /// <summary>A constant in all lanes. Volatile: read again at each use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Read(ReadOnlySpan<float> constants, int index) =>
        Vector256.Create(Volatile.Read(ref Unsafe.Add(ref MemoryMarshal.GetReference(constants), index)));
}
