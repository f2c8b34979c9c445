using System.Runtime.CompilerServices;

namespace CellGen.Simd;

/// <summary>Arithmetic with one float, as a machine without fused multiply-add has it.</summary>
internal readonly struct FloatsPlain : IFloats<float>
{
    /// <summary>The bits of 1.</summary>
    internal const int One = 0x3F800000;

    public static float Create(float value) => value;

    public static float Add(float left, float right) => left + right;

    public static float Subtract(float left, float right) => left - right;

    public static float Multiply(float left, float right) => left * right;

    public static float Divide(float left, float right) => left / right;

    public static float MultiplyAdd(float left, float right, float addend) => (left * right) + addend;

    public static float NegatedMultiplyAdd(float left, float right, float minuend) => minuend - (left * right);

    public static float Limit(float value, float bound) => value < -bound ? -bound : value > bound ? bound : value;

    public static float Abs(float value) => MathF.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float PowerOfTwo(float shifted) =>
        BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(shifted) << 23) + One);

    public static float WhereLess(float left, float right, float chosen, float other) => left < right ? chosen : other;
}
