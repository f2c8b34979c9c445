using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CellGen.Simd;

public static partial class Activation
{
    // Comparisons and blends, not a minimum and a maximum: processors disagree about those of NaN.

    /// <inheritdoc cref="Clip(float, float)" path="/summary"/>
    /// <param name="x">Sixteen arguments.</param>
    /// <param name="bound">The bound, not negative.</param>
    /// <returns>Sixteen results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX-512F.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clip(Vector512<float> x, float bound) => Clip<Vector512<float>, Floats512>(x, bound);

    /// <inheritdoc cref="Clip(float, float)" path="/summary"/>
    /// <param name="x">Eight arguments.</param>
    /// <param name="bound">The bound, not negative.</param>
    /// <returns>Eight results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clip(Vector256<float> x, float bound) => Clip<Vector256<float>, Floats256>(x, bound);

    /// <inheritdoc cref="Clip(float, float)" path="/summary"/>
    /// <param name="x">Four arguments.</param>
    /// <param name="bound">The bound, not negative.</param>
    /// <returns>Four results, the same bits at every vector width.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Clip(Vector128<float> x, float bound) => Clip<Vector128<float>, Floats128>(x, bound);

    /// <summary>Bounds a value: bound where x is above it, −bound where x is below that, otherwise x; NaN gives NaN.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="bound">The bound, not negative.</param>
    /// <returns>The result, the same bits as the vector overloads.</returns>
    public static float Clip(float x, float bound) => Clip<float, FloatsPlain>(x, bound);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Clip<T, TFloats>(T x, float bound)
        where TFloats : IFloats<T>
    {
        T high = TFloats.Create(bound);
        T low = TFloats.Create(-bound);
        T clipped = TFloats.WhereLess(high, x, high, x);
        return TFloats.WhereLess(x, low, low, clipped);
    }
}
