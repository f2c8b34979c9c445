using System.Runtime.InteropServices;
using CellGen.Generated;
using CellGen.Simd;

namespace CellGen;

public static partial class SoftmaxCrossEntropy
{
    /// <summary>
    /// The loss with weights of classes and rows and with smoothed labels, as torch.nn.CrossEntropyLoss(weight, label_smoothing),
    /// and its gradient:
    /// Σₙ mₙ ((1 − ε) w[yₙ] (−log pₙ[yₙ]) + (ε / classes) Σ_c w[c] (−log pₙ[c])) / Σₙ mₙ w[yₙ].
    /// </summary>
    /// <param name="logits">The scores, [N x <paramref name="classes"/>], row after row.</param>
    /// <param name="target">The N true classes, each from 0 to classes − 1, or <paramref name="ignoreIndex"/>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="gradient">
    /// Takes the derivative by each logit (what it held is overwritten), zero in rows that do not count; may be empty, and may be
    /// the memory of the logits.
    /// </param>
    /// <param name="classWeights">w, a weight for each class, none negative (torch: weight); empty: 1 for all.</param>
    /// <param name="mask">m, a weight for each row, none negative; where it is 0 the row may hold anything. Empty: 1 for all.</param>
    /// <param name="labelSmoothing">ε, from 0 to 1: the part of each label that is spread over all classes (Szegedy et al. 2016).</param>
    /// <param name="ignoreIndex">The target of rows that do not count.</param>
    /// <returns>The loss; 0, with a gradient of zero, where Σ m w is 0 (torch: NaN).</returns>
    /// <exception cref="ArgumentException">
    /// The lengths do not fit together, or a weight is negative or not finite; the message has the numbers. Or the gradient
    /// overlaps another span without being the same.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A target is not a class (the message names the row and the value), <paramref name="classes"/> is less than 1, or
    /// <paramref name="labelSmoothing"/> is not from 0 to 1.
    /// </exception>
    public static float Compute(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> target,
        int classes,
        Span<float> gradient,
        ReadOnlySpan<float> classWeights,
        ReadOnlySpan<float> mask = default,
        float labelSmoothing = 0f,
        int ignoreIndex = -100)
    {
        LossArguments.CountRows(logits.Length, nameof(logits), target, classes, ignoreIndex);
        LossArguments.CheckGradient(gradient, logits, nameof(logits));
        Arguments.Distinct(MemoryMarshal.Cast<int, float>(target), gradient, nameof(target), nameof(gradient));
        LossArguments.CheckWeights(classWeights, classes, gradient, nameof(classWeights));
        LossArguments.CheckWeights(mask, target.Length, gradient, nameof(mask));
        if (!(labelSmoothing >= 0f && labelSmoothing <= 1f))
        {
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "The value must be from 0 to 1.");
        }

        double total = 0;
        for (int row = 0; row < target.Length; row++)
        {
            total += target[row] == ignoreIndex ? 0 : (double)At(mask, row) * At(classWeights, target[row]);
        }

        if (total == 0)
        {
            gradient.Clear();
            return 0f;
        }

        double loss = 0;
        double spread = labelSmoothing / (double)classes;
        for (int row = 0; row < target.Length; row++)
        {
            Span<float> derivative = gradient.IsEmpty ? gradient : gradient.Slice(row * classes, classes);
            if (target[row] == ignoreIndex || At(mask, row) == 0f)
            {
                derivative.Clear();
                continue;
            }

            ReadOnlySpan<float> scores = logits.Slice(row * classes, classes);
            loss += SmoothedRow(scores, target[row], derivative, classWeights, At(mask, row) / total, 1 - (double)labelSmoothing, spread);
        }

        return (float)loss;
    }

    /// <summary>
    /// The row's part of the loss, Σ_c a_c (−log p_c), and its gradient p_c Σ a − a_c, with a_c the weight of class c in the
    /// row's label.
    /// </summary>
    private static double SmoothedRow(
        ReadOnlySpan<float> logits, int target, Span<float> gradient, ReadOnlySpan<float> weights, double rowWeight, double kept, double spread)
    {
        // The gradient may be written over the logits: what is needed of them is read before.
        float largest = Softmax.Largest(logits);
        double sum = 0;
        double margin = 0;
        for (int c = 0; c < logits.Length; c++)
        {
            double a = rowWeight * At(weights, c) * ((c == target ? kept : 0) + spread);
            sum += a;
            margin += a == 0 ? 0 : a * (logits[c] - largest);
        }

        double exponentials = Softmax.Exponentials(logits, largest, gradient);
        for (int c = 0; c < gradient.Length; c++)
        {
            double a = rowWeight * At(weights, c) * ((c == target ? kept : 0) + spread);
            gradient[c] = (float)((gradient[c] / exponentials * sum) - a);
        }

        return (sum * Activation.Log((float)exponentials)) - margin;
    }

    private static float At(ReadOnlySpan<float> weights, int index) => weights.IsEmpty ? 1f : weights[index];
}
