using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Simd;

/// <summary>Keeps values that decay towards zero out of the range in which processors become slow.</summary>
/// <remarks>
/// A float below 2<sup>-126</sup> is denormal, and arithmetic with it costs many processors a hundred cycles or more.
/// A state or a gradient that decays is cut off at 2<sup>-96</sup> (about 1.3e-29), so that its products with weights
/// that are not themselves vanishingly small stay normal.
/// </remarks>
public static partial class Denormals
{
    private const float Smallest = 1.262177448e-29f; // 2^-96
    private const int Magnitude = 0x7FFFFFFF;

    /// <inheritdoc cref="Flush(float)" path="/summary"/>
    /// <param name="value">Sixteen values.</param>
    /// <returns>Sixteen values, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX-512F.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Flush(Vector512<float> value)
    {
        Vector512<float> size = Avx512F.And(value.AsInt32(), Vector512.Create(Magnitude)).AsSingle();
        return Avx512F.And(value.AsInt32(), Avx512F.CompareNotLessThan(size, Vector512.Create(Smallest)).AsInt32()).AsSingle();
    }

    /// <inheritdoc cref="Flush(float)" path="/summary"/>
    /// <param name="value">Eight values.</param>
    /// <returns>Eight values, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Flush(Vector256<float> value)
    {
        Vector256<float> size = Avx.And(value, Vector256.Create(Magnitude).AsSingle());
        return Avx.And(value, Avx.CompareNotLessThan(size, Vector256.Create(Smallest)));
    }

    /// <inheritdoc cref="Flush(float)" path="/summary"/>
    /// <param name="value">Four values.</param>
    /// <returns>Four values, the same bits at every vector width.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Flush(Vector128<float> value) =>
        Vector128.AndNot(value, Vector128.LessThan(Vector128.Abs(value), Vector128.Create(Smallest)));

    /// <summary>Replaces values of magnitude below 2<sup>-96</sup> by +0; all others, infinities and NaN pass unchanged.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value or zero, the same bits as the vector overloads.</returns>
    public static float Flush(float value) => MathF.Abs(value) < Smallest ? 0f : value;
}
