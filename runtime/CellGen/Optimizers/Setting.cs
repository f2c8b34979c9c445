using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CellGen.Generated;

namespace CellGen;

/// <summary>What the optimizers share: checks of their settings and arguments, and their treatment of tiny values.</summary>
internal static class Setting
{
    /// <summary>2<sup>-126</sup>, the least normal float.</summary>
    public const float SmallestNormal = 1.17549435e-38f;

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

    /// <summary>Both spans of a step have the length that the optimizer was made for, and are different memory.</summary>
    public static void Check(int parameterCount, ReadOnlySpan<float> parameters, ReadOnlySpan<float> gradient)
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

        Arguments.Distinct(gradient, parameters, nameof(gradient), nameof(parameters));
    }

    /// <summary>Room for one number for each parameter, in whole vectors.</summary>
    public static Vector<float>[] NewAverage(int parameterCount) =>
        new Vector<float>[(parameterCount / Vector<float>.Count) + (parameterCount % Vector<float>.Count == 0 ? 0 : 1)];

    /// <summary>The numbers of an average, one for each parameter, without what fills up the last vector.</summary>
    public static Span<float> Values(Vector<float>[] average, int parameterCount) =>
        MemoryMarshal.Cast<Vector<float>, float>(average.AsSpan())[..(average.Length == 0 ? 0 : parameterCount)];

    /// <summary>A copy of a mask in whole vectors; none where the mask is empty.</summary>
    /// <exception cref="ArgumentException">It has another length, or a value that is negative or not finite.</exception>
    public static Vector<float>[] Mask(
        ReadOnlySpan<float> mask, int parameterCount, [CallerArgumentExpression(nameof(mask))] string? name = null)
    {
        if (mask.IsEmpty)
        {
            return [];
        }

        if (mask.Length != parameterCount)
        {
            throw new ArgumentException($"The optimizer is for {parameterCount} parameters; {name} has {mask.Length}.", name);
        }

        for (int i = 0; i < mask.Length; i++)
        {
            if (!(mask[i] >= 0f && float.IsFinite(mask[i])))
            {
                throw new ArgumentException(
                    $"{name}[{i}] is {mask[i]}; expected a finite number that is not negative.", name);
            }
        }

        var copy = NewAverage(parameterCount);
        mask.CopyTo(Values(copy, parameterCount));
        return copy;
    }

    /// <summary>A learning rate of a checkpoint.</summary>
    public static float Loaded(Checkpoint checkpoint, string name)
    {
        double value = checkpoint.Number(name);
        return value >= 0 && value <= float.MaxValue ? (float)value : throw new CheckpointException(
            $"{name} is {value}; expected a finite number that is not negative.");
    }

    /// <summary>At most a vector, filled up with zeros: what is left after the last whole one.</summary>
    public static Vector<float> Load(ReadOnlySpan<float> rest)
    {
        Span<float> values = stackalloc float[Vector<float>.Count];
        values.Clear();
        rest.CopyTo(values);
        return new Vector<float>(values);
    }

    /// <summary>Writes what <see cref="Load"/> has read.</summary>
    public static void Store(Vector<float> value, Span<float> rest)
    {
        Span<float> values = stackalloc float[Vector<float>.Count];
        value.CopyTo(values);
        values[..rest.Length].CopyTo(rest);
    }

    /// <summary>
    /// The least magnitude of a parameter after a step; what comes below becomes zero, because denormal weights slow a net
    /// down. A learning rate of zero changes no parameter.
    /// </summary>
    public static float SmallestParameter(float learningRate) => learningRate == 0f ? 0f : SmallestNormal;

    /// <summary>Zero in place of denormals, through which a decaying average would otherwise pass slowly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Flush(Vector<float> value) => Flush(value, new Vector<float>(SmallestNormal));

    /// <summary>Zero in place of magnitudes below the smallest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Flush(Vector<float> value, Vector<float> smallest) =>
        Vector.AndNot(value, Vector.AsVectorSingle(Vector.LessThan(Vector.Abs(value), smallest)));
}
