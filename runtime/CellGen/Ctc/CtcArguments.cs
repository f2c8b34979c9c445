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

    /// <summary>log Σ exp(row), in the order of the columns.</summary>
    public static double LogSumExp(ReadOnlySpan<float> row)
    {
        float largest = Softmax.Largest(row);
        double sum = 0;
        foreach (float value in row)
        {
            sum += DoubleMath.Exp((double)value - largest);
        }

        return largest + DoubleMath.Log(sum);
    }
}
