using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Simd;

/// <summary>What .NET 8 lacks for vectors of 128 bits on every processor.</summary>
public static class VectorMath
{
    /// <summary>left · right + addend, rounded once, lane by lane.</summary>
    /// <remarks>Needs FMA or Arm64. From .NET 9 on generated code calls Vector128.FusedMultiplyAdd instead.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> addend) =>
        AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(addend, left, right) : Fma.MultiplyAdd(left, right, addend);
}
