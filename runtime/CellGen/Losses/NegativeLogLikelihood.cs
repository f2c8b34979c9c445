using System.Runtime.InteropServices;
using CellGen.Generated;

namespace CellGen;

/// <summary>
/// The mean of −log p[target] over the rows, given log-probabilities, as torch.nn.NLLLoss with its default reduction: the
/// loss behind a head with LogSoftmax.
/// </summary>
/// <remarks>Sums in one fixed order: the same bits on every machine. Allocates nothing.</remarks>
public static class NegativeLogLikelihood
{
    /// <summary>The loss, and its gradient: −1 / rows that count at the target of such a row, zero elsewhere.</summary>
    /// <param name="logProbabilities">The logarithms of the probabilities, [N x <paramref name="classes"/>], row after row.</param>
    /// <param name="target">The N true classes, each from 0 to classes − 1, or <paramref name="ignoreIndex"/>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="gradient">
    /// Takes the derivative by each log-probability (what it held is overwritten), zero in ignored rows; may be empty, and may be
    /// the memory of the log-probabilities.
    /// </param>
    /// <param name="ignoreIndex">The target of rows that do not count.</param>
    /// <returns>The loss; 0, with a gradient of zero, where no row counts (torch: NaN).</returns>
    /// <exception cref="ArgumentException">
    /// The lengths do not fit together; the message has both numbers. Or the gradient overlaps another span without being the same.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A target is not a class (the message names the row and the value), or <paramref name="classes"/> is less than 1.
    /// </exception>
    public static float Compute(
        ReadOnlySpan<float> logProbabilities, ReadOnlySpan<int> target, int classes, Span<float> gradient, int ignoreIndex = -100)
    {
        int count = LossArguments.CountRows(logProbabilities.Length, nameof(logProbabilities), target, classes, ignoreIndex);
        LossArguments.CheckGradient(gradient, logProbabilities, nameof(logProbabilities));
        Arguments.Distinct(MemoryMarshal.Cast<int, float>(target), gradient, nameof(target), nameof(gradient));

        // All log-probabilities are read before the gradient is written, perhaps over them.
        double loss = 0;
        for (int row = 0; row < target.Length; row++)
        {
            loss -= target[row] == ignoreIndex ? 0f : logProbabilities[(row * classes) + target[row]];
        }

        gradient.Clear();
        for (int row = 0; row < target.Length && !gradient.IsEmpty; row++)
        {
            if (target[row] != ignoreIndex)
            {
                gradient[(row * classes) + target[row]] = -1f / count;
            }
        }

        return count == 0 ? 0f : (float)(loss / count);
    }
}
