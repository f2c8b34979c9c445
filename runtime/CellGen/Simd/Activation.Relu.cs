using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Simd;

public static partial class Activation
{
    // A comparison and a mask, not a maximum: processors disagree about the maximum of the two zeros and of NaN.

    /// <inheritdoc cref="Relu(float)" path="/summary"/>
    /// <param name="x">Sixteen arguments.</param>
    /// <returns>Sixteen results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX-512F.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Relu(Vector512<float> x)
    {
        return Avx512F.And(x.AsInt32(), Avx512F.CompareNotLessThanOrEqual(x, Vector512<float>.Zero).AsInt32()).AsSingle();
    }

    /// <inheritdoc cref="Relu(float)" path="/summary"/>
    /// <param name="x">Eight arguments.</param>
    /// <returns>Eight results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Relu(Vector256<float> x)
    {
        return Avx.And(x, Avx.CompareNotLessThanOrEqual(x, Vector256<float>.Zero));
    }

    /// <inheritdoc cref="Relu(float)" path="/summary"/>
    /// <param name="x">Four arguments.</param>
    /// <returns>Four results, the same bits at every vector width.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Relu(Vector128<float> x) => Vector128.AndNot(x, Vector128.LessThanOrEqual(x, Vector128<float>.Zero));

    /// <summary>The rectifier max(x, 0): +0 for every x that is zero or negative, otherwise x; NaN gives NaN.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, the same bits as the vector overloads.</returns>
    public static float Relu(float x) => x <= 0f ? 0f : x;
}
