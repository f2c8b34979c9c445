using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

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
    public static Vector512<float> Clip(Vector512<float> x, float bound)
    {
        Vector512<float> high = Vector512.Create(bound);
        Vector512<float> low = Vector512.Create(-bound);
        Vector512<float> clipped = Avx512F.BlendVariable(x, high, Avx512F.CompareGreaterThan(x, high));
        return Avx512F.BlendVariable(clipped, low, Avx512F.CompareLessThan(x, low));
    }

    /// <inheritdoc cref="Clip(float, float)" path="/summary"/>
    /// <param name="x">Eight arguments.</param>
    /// <param name="bound">The bound, not negative.</param>
    /// <returns>Eight results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clip(Vector256<float> x, float bound)
    {
        Vector256<float> high = Vector256.Create(bound);
        Vector256<float> low = Vector256.Create(-bound);
        Vector256<float> clipped = Avx.BlendVariable(x, high, Avx.CompareGreaterThan(x, high));
        return Avx.BlendVariable(clipped, low, Avx.CompareLessThan(x, low));
    }

    /// <inheritdoc cref="Clip(float, float)" path="/summary"/>
    /// <param name="x">Four arguments.</param>
    /// <param name="bound">The bound, not negative.</param>
    /// <returns>Four results, the same bits at every vector width.</returns>
    /// <remarks>Needs SSE4.1 (which every processor with FMA has) or Arm64.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Clip(Vector128<float> x, float bound)
    {
        Vector128<float> high = Vector128.Create(bound);
        Vector128<float> low = Vector128.Create(-bound);
        if (AdvSimd.Arm64.IsSupported)
        {
            Vector128<float> bounded = AdvSimd.BitwiseSelect(AdvSimd.CompareGreaterThan(x, high), high, x);
            return AdvSimd.BitwiseSelect(AdvSimd.CompareLessThan(x, low), low, bounded);
        }

        Vector128<float> clipped = Sse41.BlendVariable(x, high, Sse.CompareGreaterThan(x, high));
        return Sse41.BlendVariable(clipped, low, Sse.CompareLessThan(x, low));
    }

    /// <summary>Bounds a value: bound where x is above it, −bound where x is below that, otherwise x; NaN gives NaN.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="bound">The bound, not negative.</param>
    /// <returns>The result, the same bits as the vector overloads.</returns>
    public static float Clip(float x, float bound) => x > bound ? bound : x < -bound ? -bound : x;
}
