using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CellGen.Simd;

public static partial class Activation
{
    // Comparisons and blends, not a minimum and a maximum: processors disagree about those of NaN.

    /// <inheritdoc cref="Saturate(float)" path="/summary"/>
    /// <param name="x">Sixteen arguments.</param>
    /// <returns>Sixteen results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX-512F.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Saturate(Vector512<float> x) => Saturate<Vector512<float>, Floats512>(x);

    /// <inheritdoc cref="Saturate(float)" path="/summary"/>
    /// <param name="x">Eight arguments.</param>
    /// <returns>Eight results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Saturate(Vector256<float> x) => Saturate<Vector256<float>, Floats256>(x);

    /// <inheritdoc cref="Saturate(float)" path="/summary"/>
    /// <param name="x">Four arguments.</param>
    /// <returns>Four results, the same bits at every vector width.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Saturate(Vector128<float> x) => Saturate<Vector128<float>, Floats128>(x);

    /// <summary>Bounds a value to 0 and 1: 1 where x is above it, 0 where x is below that, otherwise x; NaN gives NaN.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, the same bits as the vector overloads.</returns>
    public static float Saturate(float x) => Saturate<float, FloatsPlain>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Saturate<T, TFloats>(T x)
        where TFloats : IFloats<T>
    {
        T zero = TFloats.Create(0f);
        T one = TFloats.Create(1f);
        T atMostOne = TFloats.WhereLess(one, x, one, x);
        return TFloats.WhereLess(x, zero, zero, atMostOne);
    }
}
