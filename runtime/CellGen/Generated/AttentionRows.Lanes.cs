using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using CellGen.Simd;

namespace CellGen.Generated;

// What is done lane by lane: one body for every width, of which the machine's is taken.
public sealed partial class AttentionRows
{
    /// <summary>result = tanh(x + y)</summary>
    private static void TanhOfSum(ref float x, ref float y, ref float result, int size)
    {
        if (Avx512F.IsSupported)
        {
            TanhOfSum<Vector512<float>, Floats512>(ref x, ref y, ref result, size);
        }
        else if (Fma.IsSupported)
        {
            TanhOfSum<Vector256<float>, Floats256>(ref x, ref y, ref result, size);
        }
        else if (AdvSimd.Arm64.IsSupported)
        {
            TanhOfSum<Vector128<float>, Floats128>(ref x, ref y, ref result, size);
        }
        else
        {
            TanhOfSum<float, FloatsPlain>(ref x, ref y, ref result, size);
        }
    }

    /// <summary>sum += scale · x</summary>
    private static void AddScaled(ref float x, float scale, ref float sum, int size)
    {
        if (Avx512F.IsSupported)
        {
            AddScaled<Vector512<float>, Floats512>(ref x, scale, ref sum, size);
        }
        else if (Fma.IsSupported)
        {
            AddScaled<Vector256<float>, Floats256>(ref x, scale, ref sum, size);
        }
        else if (AdvSimd.Arm64.IsSupported)
        {
            AddScaled<Vector128<float>, Floats128>(ref x, scale, ref sum, size);
        }
        else
        {
            AddScaled<float, FloatsPlain>(ref x, scale, ref sum, size);
        }
    }

    /// <summary>The gradients of gradient · v · tanh(x + y), added to those of x, y and v.</summary>
    private static void TanhOfSumGradient(
        ref float x, ref float y, ref float v, float gradient, ref float xGradient, ref float yGradient, ref float vGradient, int size)
    {
        if (Avx512F.IsSupported)
        {
            TanhOfSumGradient<Vector512<float>, Floats512>(ref x, ref y, ref v, gradient, ref xGradient, ref yGradient, ref vGradient, size);
        }
        else if (Fma.IsSupported)
        {
            TanhOfSumGradient<Vector256<float>, Floats256>(ref x, ref y, ref v, gradient, ref xGradient, ref yGradient, ref vGradient, size);
        }
        else if (AdvSimd.Arm64.IsSupported)
        {
            TanhOfSumGradient<Vector128<float>, Floats128>(ref x, ref y, ref v, gradient, ref xGradient, ref yGradient, ref vGradient, size);
        }
        else
        {
            TanhOfSumGradient<float, FloatsPlain>(ref x, ref y, ref v, gradient, ref xGradient, ref yGradient, ref vGradient, size);
        }
    }

    private static void TanhOfSum<T, TFloats>(ref float x, ref float y, ref float result, int size)
        where TFloats : IFloats<T>
    {
        for (int i = 0; i < size; i += Unsafe.SizeOf<T>() / sizeof(float))
        {
            At<T>(ref result, i) = Tanh(TFloats.Add(At<T>(ref x, i), At<T>(ref y, i)));
        }
    }

    private static void AddScaled<T, TFloats>(ref float x, float scale, ref float sum, int size)
        where TFloats : IFloats<T>
    {
        T factor = TFloats.Create(scale);
        for (int i = 0; i < size; i += Unsafe.SizeOf<T>() / sizeof(float))
        {
            At<T>(ref sum, i) = TFloats.MultiplyAdd(At<T>(ref x, i), factor, At<T>(ref sum, i));
        }
    }

    private static void TanhOfSumGradient<T, TFloats>(
        ref float x, ref float y, ref float v, float gradient, ref float xGradient, ref float yGradient, ref float vGradient, int size)
        where TFloats : IFloats<T>
    {
        T factor = TFloats.Create(gradient);
        T one = TFloats.Create(1f);
        for (int i = 0; i < size; i += Unsafe.SizeOf<T>() / sizeof(float))
        {
            T tanh = Tanh(TFloats.Add(At<T>(ref x, i), At<T>(ref y, i)));
            T slope = TFloats.NegatedMultiplyAdd(tanh, tanh, one);
            T inner = TFloats.Multiply(TFloats.Multiply(factor, At<T>(ref v, i)), slope);
            At<T>(ref xGradient, i) = TFloats.Add(At<T>(ref xGradient, i), inner);
            At<T>(ref yGradient, i) = TFloats.Add(At<T>(ref yGradient, i), inner);
            At<T>(ref vGradient, i) = TFloats.MultiplyAdd(factor, tanh, At<T>(ref vGradient, i));
        }
    }

    /// <summary>The function of the width; the JIT sees which one it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Tanh<T>(T x)
    {
        if (typeof(T) == typeof(Vector512<float>))
        {
            Vector512<float> result = Activation.Tanh(Unsafe.As<T, Vector512<float>>(ref x));
            return Unsafe.As<Vector512<float>, T>(ref result);
        }
        else if (typeof(T) == typeof(Vector256<float>))
        {
            Vector256<float> result = Activation.Tanh(Unsafe.As<T, Vector256<float>>(ref x));
            return Unsafe.As<Vector256<float>, T>(ref result);
        }
        else if (typeof(T) == typeof(Vector128<float>))
        {
            Vector128<float> result = Activation.Tanh(Unsafe.As<T, Vector128<float>>(ref x));
            return Unsafe.As<Vector128<float>, T>(ref result);
        }
        else
        {
            float result = Activation.Tanh(Unsafe.As<T, float>(ref x));
            return Unsafe.As<float, T>(ref result);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At<T>(ref float row, int index) => ref Unsafe.As<float, T>(ref Unsafe.Add(ref row, index));
}
