using System.Numerics;
using System.Runtime.CompilerServices;

namespace CellGen;

/// <summary>What the optimizers share: checks of their settings and arguments, and their treatment of tiny values.</summary>
internal static class Setting
{
    private const float SmallestNormal = 1.17549435e-38f; // 2^-126

    /// <summary>The value, if it is finite and not negative.</summary>
    public static float NotNegative(float value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value >= 0f) || float.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "The value must be a finite number that is not negative.");
        }

        return value;
    }

    /// <summary>
    /// A factor of decay from [0, 1) as the decimal number that was written. torch computes with doubles, where
    /// 1 − 0.999 is 0.001; the difference of the floats is off by a hundred-thousandth.
    /// </summary>
    public static double Decay(float value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value >= 0f && value < 1f))
        {
            throw new ArgumentOutOfRangeException(name, value, "The value must be at least 0 and less than 1.");
        }

        return (double)(decimal)value;
    }

    /// <summary>Both spans of a step have the length that the optimizer was made for.</summary>
    public static void CheckLengths(int parameterCount, ReadOnlySpan<float> parameters, ReadOnlySpan<float> gradient)
    {
        if (parameters.Length != parameterCount)
        {
            throw new ArgumentException(
                $"The optimizer was made for {parameterCount} parameters; the span has {parameters.Length}.", nameof(parameters));
        }

        if (gradient.Length != parameterCount)
        {
            throw new ArgumentException(
                $"The optimizer was made for {parameterCount} parameters; the gradient has {gradient.Length}.", nameof(gradient));
        }
    }

    /// <summary>Zero in place of denormals, through which a decaying average would otherwise pass slowly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Flush(Vector<float> value) =>
        Vector.AndNot(value, Vector.AsVectorSingle(Vector.LessThan(Vector.Abs(value), new Vector<float>(SmallestNormal))));

    /// <inheritdoc cref="Flush(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Flush(float value) => MathF.Abs(value) < SmallestNormal ? 0f : value;
}
