using CellGen.Simd;

namespace CellGen;

/// <summary>The checks that loss and decoders share, and the logarithm of a row's Σ exp.</summary>
internal static class CtcArguments
{
    /// <summary>The number of steps of scores [T x classes].</summary>
    public static int Steps(ReadOnlySpan<float> logits, int classes, int maxSteps)
    {
        int steps = logits.Length / classes;
        return steps * classes != logits.Length
            ? throw new ArgumentException(
                $"logits has {logits.Length} values; expected a whole number of steps of {classes} classes each.", nameof(logits))
            : steps > maxSteps ? throw new ArgumentException($"logits has {steps} steps; memory was made for at most {maxSteps}.", nameof(logits))
            : steps;
    }

    /// <summary>Labels are classes and no blanks.</summary>
    public static void CheckLabels(ReadOnlySpan<int> target, int classes, int blank, int maxLabels)
    {
        if (target.Length > maxLabels)
        {
            throw new ArgumentException($"target has {target.Length} labels; memory was made for at most {maxLabels}.", nameof(target));
        }

        for (int i = 0; i < target.Length; i++)
        {
            if ((uint)target[i] >= (uint)classes || target[i] == blank)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(target), target[i], $"Label {i} is {target[i]}; there are {classes} classes, of which {blank} is the blank.");
            }
        }
    }

    /// <summary>A gradient is as long as the logits, and none of their memory or exactly it; or there is none.</summary>
    public static void CheckGradient(ReadOnlySpan<float> gradient, ReadOnlySpan<float> logits)
    {
        if (!gradient.IsEmpty && gradient.Length != logits.Length)
        {
            throw new ArgumentException($"gradient has {gradient.Length} elements; logits has {logits.Length}.", nameof(gradient));
        }

        if (gradient.Overlaps(logits, out int offset) && offset != 0)
        {
            throw new ArgumentException("gradient overlaps logits and does not begin with it; expected the same or different memory.", nameof(gradient));
        }
    }

    /// <summary>log Σ exp(row), in the order of the columns.</summary>
    public static double LogSumExp(ReadOnlySpan<float> row)
    {
        float largest = float.NegativeInfinity;
        foreach (float value in row)
        {
            largest = value > largest ? value : largest;
        }

        double sum = 0;
        foreach (float value in row)
        {
            sum += DoubleMath.Exp((double)value - largest);
        }

        return largest + DoubleMath.Log(sum);
    }
}
