using CellGen.Simd;

namespace CellGen;

/// <summary>
/// The binary cross-entropy of logits, −y log σ(x) − (1 − y) log(1 − σ(x)), averaged over all elements, as
/// torch.nn.BCEWithLogitsLoss with its default reduction: the head has no sigmoid of its own.
/// </summary>
/// <remarks>
/// Stable: no exponential of a positive number is taken. Computed and summed in double precision and one fixed order, with
/// CellGen's own functions: the same bits on every machine. Allocates nothing.
/// </remarks>
public static class BinaryCrossEntropy
{
    /// <summary>The loss, and its gradient (σ(logit) − target) / N.</summary>
    /// <param name="logits">The N scores, of any shape; σ of one is the predicted probability.</param>
    /// <param name="target">The N true values, from 0 to 1, in the same order.</param>
    /// <param name="gradient">
    /// Takes the derivative by each logit (what it held is overwritten); may be empty, and may be the memory of the logits or
    /// the target.
    /// </param>
    /// <param name="positiveWeight">What the part of a target of 1 is multiplied by (torch: pos_weight), not negative.</param>
    /// <returns>The loss; 0 where N is 0 (torch: NaN).</returns>
    /// <exception cref="ArgumentException">The lengths differ; the message has both numbers. Or the gradient overlaps another span without being the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="positiveWeight"/> is negative or not finite.</exception>
    public static float Compute(ReadOnlySpan<float> logits, ReadOnlySpan<float> target, Span<float> gradient, float positiveWeight = 1f)
    {
        LossArguments.CheckPair(logits, target, gradient, nameof(logits));
        Setting.NotNegative(positiveWeight);
        return Compute(logits, target, [], logits.Length, gradient, positiveWeight);
    }

    /// <summary>The loss over the elements that count, with Σ mask in place of N and each term times its mask, and its gradient.</summary>
    /// <param name="logits">The N scores, of any shape; σ of one is the predicted probability.</param>
    /// <param name="target">The N true values, from 0 to 1, in the same order; where the mask is 0 both may be anything, also NaN.</param>
    /// <param name="mask">N weights: 1 where an element counts and 0 where it does not; none negative.</param>
    /// <param name="gradient">
    /// Takes the derivative by each logit (what it held is overwritten); may be empty, and may be the memory of the logits, the
    /// target or the mask.
    /// </param>
    /// <param name="positiveWeight">What the part of a target of 1 is multiplied by (torch: pos_weight), not negative.</param>
    /// <returns>The loss; 0, with a gradient of zero, where no element counts.</returns>
    /// <exception cref="ArgumentException">The lengths differ; the message has both numbers. Or the gradient overlaps another span without being the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="positiveWeight"/> is negative or not finite.</exception>
    public static float Compute(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> target, ReadOnlySpan<float> mask, Span<float> gradient, float positiveWeight = 1f)
    {
        LossArguments.CheckPair(logits, target, gradient, nameof(logits));
        Setting.NotNegative(positiveWeight);
        double weight = LossArguments.CheckMask(mask, logits.Length, gradient, nameof(logits));
        return Compute(logits, target, mask, weight, gradient, positiveWeight);
    }

    private static float Compute(
        ReadOnlySpan<float> logits, ReadOnlySpan<float> target, ReadOnlySpan<float> mask, double weight, Span<float> gradient, float positiveWeight)
    {
        if (weight == 0)
        {
            gradient.Clear();
            return 0f;
        }

        double loss = 0;
        double scale = 1 / weight;
        for (int i = 0; i < logits.Length; i++)
        {
            float factor = mask.IsEmpty ? 1f : mask[i];
            double derivative = 0;
            if (factor != 0f)
            {
                // −log σ(x) is softplus(−x), with the slope −σ(−x). Both are written without what cancels: for a negative x
                // softplus(−x) = softplus(x) − x and σ(−x) = 1 − σ(x), and the rest of x and of 1 is that of the target.
                double x = logits[i];
                double y = target[i];
                double positive = 1 + ((positiveWeight - 1.0) * y);
                double e = DoubleMath.Exp(-Math.Abs(x));
                loss += factor * ((x > 0 ? (1 - y) * x : -positiveWeight * y * x) + (positive * DoubleMath.LogOnePlusExpOfMinus(x)));
                derivative = factor * (x > 0 ? (1 - y) - (positive * e / (1 + e)) : (positive * e / (1 + e)) - (positiveWeight * y));
            }

            if (!gradient.IsEmpty)
            {
                gradient[i] = (float)(derivative * scale);
            }
        }

        return (float)(loss * scale);
    }
}
