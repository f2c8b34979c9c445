using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CellGen.Simd;

public static partial class Activation
{
    // A comparison and a blend, not a maximum: processors disagree about the maximum of NaN.

    /// <inheritdoc cref="LeakyRelu(float)" path="/summary"/>
    /// <param name="x">Sixteen arguments.</param>
    /// <returns>Sixteen results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX-512F.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LeakyRelu(Vector512<float> x) => LeakyRelu<Vector512<float>, Floats512>(x);

    /// <inheritdoc cref="LeakyRelu(float)" path="/summary"/>
    /// <param name="x">Eight arguments.</param>
    /// <returns>Eight results, the same bits at every vector width.</returns>
    /// <remarks>Needs AVX.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LeakyRelu(Vector256<float> x) => LeakyRelu<Vector256<float>, Floats256>(x);

    /// <inheritdoc cref="LeakyRelu(float)" path="/summary"/>
    /// <param name="x">Four arguments.</param>
    /// <returns>Four results, the same bits at every vector width.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LeakyRelu(Vector128<float> x) => LeakyRelu<Vector128<float>, Floats128>(x);

    /// <summary>The leaky rectifier: x where it is positive, otherwise 0.01 x; NaN gives NaN.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The result, the same bits as the vector overloads.</returns>
    public static float LeakyRelu(float x) => LeakyRelu<float, FloatsPlain>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LeakyRelu<T, TFloats>(T x)
        where TFloats : IFloats<T>
    {
        T zero = TFloats.Create(0f);
        return TFloats.WhereLess(zero, x, x, TFloats.Multiply(x, TFloats.Create(0.01f)));
    }
}
