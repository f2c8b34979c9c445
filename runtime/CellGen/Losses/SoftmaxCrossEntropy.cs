using System.Runtime.InteropServices;
using CellGen.Generated;
using CellGen.Simd;

namespace CellGen;

/// <summary>
/// The mean of −log softmax(logits)[target] over the rows, as torch.nn.CrossEntropyLoss with class indices and its
/// default reduction.
/// </summary>
/// <remarks>
/// Stable: the largest logit of a row is subtracted before the exponential. Exponential and logarithm are CellGen's own
/// and sums have one fixed order: the same bits on every machine. Allocates nothing.
/// </remarks>
public static partial class SoftmaxCrossEntropy
{
    /// <summary>The loss, and its gradient (softmax(logits) − one-hot(target)) / rows that count.</summary>
    /// <param name="logits">The scores, [N x <paramref name="classes"/>], row after row.</param>
    /// <param name="target">The N true classes, each from 0 to classes − 1, or <paramref name="ignoreIndex"/>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="gradient">
    /// Takes the derivative by each logit (what it held is overwritten), zero in ignored rows; may be empty, and may be
    /// the memory of the logits.
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
        ReadOnlySpan<float> logits, ReadOnlySpan<int> target, int classes, Span<float> gradient, int ignoreIndex = -100)
    {
        int count = LossArguments.CountRows(logits.Length, nameof(logits), target, classes, ignoreIndex);
        LossArguments.CheckGradient(gradient, logits, nameof(logits));
        Arguments.Distinct(MemoryMarshal.Cast<int, float>(target), gradient, nameof(target), nameof(gradient));
        if (count == 0)
        {
            gradient.Clear();
            return 0f;
        }

        double loss = 0;
        for (int row = 0; row < target.Length; row++)
        {
            Span<float> derivative = gradient.IsEmpty ? gradient : gradient.Slice(row * classes, classes);
            if (target[row] == ignoreIndex)
            {
                derivative.Clear();
            }
            else
            {
                loss += ComputeRow(logits.Slice(row * classes, classes), target[row], derivative, count);
            }
        }

        return (float)(loss / count);
    }

    /// <summary>The loss of one row, not yet divided by the count, and the row's gradient, divided.</summary>
    private static double ComputeRow(ReadOnlySpan<float> logits, int target, Span<float> gradient, int count)
    {
        // The gradient may be written over the logits: what is needed of them is read before.
        float largest = Softmax.Largest(logits);
        float margin = logits[target] - largest;
        double sum = Softmax.Exponentials(logits, largest, gradient);
        if (!gradient.IsEmpty)
        {
            Softmax.Scale(gradient, 1.0 / (sum * count));
            gradient[target] -= 1f / count;
        }

        return (double)Activation.Log((float)sum) - margin;
    }
}
