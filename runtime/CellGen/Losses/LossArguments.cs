using CellGen.Generated;
using CellGen.Simd;

namespace CellGen;

/// <summary>The checks that the losses share.</summary>
internal static class LossArguments
{
    /// <summary>A span is as long as the prediction.</summary>
    public static void CheckLength(int length, int expected, string name)
    {
        if (length != expected)
        {
            throw new ArgumentException($"The prediction has {expected} elements; {name} has {length}.", name);
        }
    }

    /// <summary>
    /// The gradient is empty or as long as the prediction, and either the same memory or other memory: written over it a place
    /// farther on, it would change what is still to be read.
    /// </summary>
    public static void CheckGradient(ReadOnlySpan<float> gradient, ReadOnlySpan<float> prediction, string name)
    {
        if (!gradient.IsEmpty)
        {
            CheckLength(gradient.Length, prediction.Length, nameof(gradient));
            Arguments.InPlaceOrDistinct(prediction, gradient, name, nameof(gradient));
        }
    }

    /// <summary>Target and gradient are as long as the prediction, and the gradient is none of their memory or exactly it.</summary>
    public static void CheckPair(
        ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, ReadOnlySpan<float> gradient, string name = "prediction")
    {
        CheckLength(target.Length, prediction.Length, nameof(target));
        CheckGradient(gradient, prediction, name);
        CheckGradient(gradient, target, nameof(target));
    }

    /// <summary>The sum of a mask that is as long as the prediction.</summary>
    public static double CheckMask(ReadOnlySpan<float> mask, int length, ReadOnlySpan<float> gradient, string name = "prediction")
    {
        if (mask.Length != length)
        {
            throw new ArgumentException($"The {name} has {length} elements; mask has {mask.Length}.", nameof(mask));
        }

        CheckGradient(gradient, mask, nameof(mask));
        return Reduction.Sum(mask);
    }

    /// <summary>Weights are as many as they weigh, finite and not negative, and no memory of the gradient; or none.</summary>
    public static void CheckWeights(ReadOnlySpan<float> weights, int count, ReadOnlySpan<float> gradient, string name)
    {
        if (!weights.IsEmpty && weights.Length != count)
        {
            throw new ArgumentException($"{name} has {weights.Length} values; expected {count}.", name);
        }

        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0f && float.IsFinite(weights[i])))
            {
                throw new ArgumentException($"{name}[{i}] is {weights[i]}; expected a finite number that is not negative.", name);
            }
        }

        Arguments.Distinct(weights, gradient, name, nameof(gradient));
    }

    /// <summary>A finite number above 0.</summary>
    public static void CheckPositive(float value, string name)
    {
        if (!(value > 0f) || float.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "The value must be a finite number above 0.");
        }
    }

    /// <summary>The number of rows that count, of scores [rows x classes], after a check of all targets.</summary>
    /// <param name="length">The number of scores.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="target">The classes.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="ignoreIndex">The target of rows that do not count.</param>
    public static int CountRows(int length, string name, ReadOnlySpan<int> target, int classes, int ignoreIndex)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        long expected = (long)target.Length * classes;
        if (length != expected)
        {
            throw new ArgumentException(
                $"{target.Length} targets of {classes} classes need {expected} {name}; the span has {length}.", name);
        }

        int count = 0;
        for (int row = 0; row < target.Length; row++)
        {
            int value = target[row];
            if (value == ignoreIndex)
            {
                continue;
            }

            if ((uint)value >= (uint)classes)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(target), value, $"The target of row {row} is {value}; there are {classes} classes.");
            }

            count++;
        }

        return count;
    }
}
