namespace CellGen;

/// <summary>
/// Huber's loss, squared where an error is small and linear where it is large (Huber 1964, "Robust estimation of a location
/// parameter"), averaged over all elements, as torch.nn.HuberLoss with its default reduction.
/// </summary>
/// <remarks>Sums in double precision and one fixed order: the same bits on every machine. Allocates nothing.</remarks>
public static class Huber
{
    /// <summary>
    /// The loss (1/N) Σ (e²/2 where |e| &lt; δ, δ (|e| − δ/2) elsewhere) with e = prediction − target, and its gradient, e limited
    /// to ±δ, divided by N.
    /// </summary>
    /// <param name="prediction">The N predicted values, of any shape.</param>
    /// <param name="target">The N true values, in the same order.</param>
    /// <param name="gradient">
    /// Takes the derivative by each prediction (what it held is overwritten); may be empty, and may be the memory of the
    /// prediction or the target.
    /// </param>
    /// <param name="delta">δ, above 0: the error from which the loss is linear.</param>
    /// <returns>The loss; 0 where N is 0 (torch: NaN).</returns>
    /// <exception cref="ArgumentException">The lengths differ; the message has both numbers. Or the gradient overlaps another span without being the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not a finite number above 0.</exception>
    public static float Compute(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float delta = 1f)
    {
        LossArguments.CheckPair(prediction, target, gradient);
        LossArguments.CheckPositive(delta, nameof(delta));
        return Compute(prediction, target, [], prediction.Length, gradient, delta);
    }

    /// <summary>The loss over the elements that count, with Σ mask in place of N and each term times its mask, and its gradient.</summary>
    /// <param name="prediction">The N predicted values, of any shape.</param>
    /// <param name="target">The N true values, in the same order; where the mask is 0 they may be anything, also NaN.</param>
    /// <param name="mask">N weights: 1 where an element counts and 0 where it does not; none negative.</param>
    /// <param name="gradient">
    /// Takes the derivative by each prediction (what it held is overwritten); may be empty, and may be the memory of the
    /// prediction, the target or the mask.
    /// </param>
    /// <param name="delta">δ, above 0: the error from which the loss is linear.</param>
    /// <returns>The loss; 0, with a gradient of zero, where no element counts.</returns>
    /// <exception cref="ArgumentException">The lengths differ; the message has both numbers. Or the gradient overlaps another span without being the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not a finite number above 0.</exception>
    public static float Compute(
        ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, ReadOnlySpan<float> mask, Span<float> gradient, float delta = 1f)
    {
        LossArguments.CheckPair(prediction, target, gradient);
        LossArguments.CheckPositive(delta, nameof(delta));
        double weight = LossArguments.CheckMask(mask, prediction.Length, gradient);
        return Compute(prediction, target, mask, weight, gradient, delta);
    }

    private static float Compute(
        ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, ReadOnlySpan<float> mask, double weight, Span<float> gradient, float delta)
    {
        if (weight == 0)
        {
            gradient.Clear();
            return 0f;
        }

        double loss = 0;
        double scale = 1 / weight;
        for (int i = 0; i < prediction.Length; i++)
        {
            float factor = mask.IsEmpty ? 1f : mask[i];
            double error = factor == 0f ? 0 : (double)prediction[i] - target[i];
            double size = Math.Abs(error);
            loss += factor * (size < delta ? 0.5 * error * error : delta * (size - (0.5 * delta)));
            if (!gradient.IsEmpty)
            {
                gradient[i] = (float)((error > delta ? delta : error < -delta ? -delta : error) * factor * scale);
            }
        }

        return (float)(loss * scale);
    }
}
