using System.Numerics;
using System.Runtime.InteropServices;
using CellGen.Simd;

namespace CellGen;

/// <summary>The mean of the squared errors over all elements, as torch.nn.MSELoss with its default reduction.</summary>
/// <remarks>Sums in double precision and one fixed order: the same bits on every machine. Allocates nothing.</remarks>
public static class MeanSquaredError
{
    /// <summary>The loss (1/N) Σ (prediction − target)², and its gradient (2/N) (prediction − target).</summary>
    /// <param name="prediction">The N predicted values, of any shape.</param>
    /// <param name="target">The N true values, in the same order.</param>
    /// <param name="gradient">
    /// Takes the derivative by each prediction (what it held is overwritten); may be empty, and may be the memory of the
    /// prediction or the target.
    /// </param>
    /// <returns>The loss; 0 where N is 0 (torch: NaN).</returns>
    /// <exception cref="ArgumentException">The lengths differ; the message has both numbers. Or the gradient overlaps another span without being the same.</exception>
    public static float Compute(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient)
    {
        LossArguments.CheckLength(target.Length, prediction.Length, nameof(target));
        LossArguments.CheckGradient(gradient, prediction, nameof(prediction));
        LossArguments.CheckGradient(gradient, target, nameof(target));
        if (prediction.IsEmpty)
        {
            return 0f;
        }

        float loss = (float)(Reduction.SumOfSquaredDifferences(prediction, target) / prediction.Length);
        if (gradient.IsEmpty)
        {
            return loss;
        }

        float scale = 2f / prediction.Length;
        ReadOnlySpan<Vector<float>> ys = MemoryMarshal.Cast<float, Vector<float>>(prediction);
        ReadOnlySpan<Vector<float>> ts = MemoryMarshal.Cast<float, Vector<float>>(target);
        Span<Vector<float>> gs = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (int i = 0; i < gs.Length; i++)
        {
            gs[i] = (ys[i] - ts[i]) * scale;
        }

        for (int i = gs.Length * Vector<float>.Count; i < gradient.Length; i++)
        {
            gradient[i] = (prediction[i] - target[i]) * scale;
        }

        return loss;
    }

    /// <summary>
    /// The loss over the elements that count, Σ mask (prediction − target)² / Σ mask, and its gradient
    /// 2 mask (prediction − target) / Σ mask.
    /// </summary>
    /// <param name="prediction">The N predicted values, of any shape.</param>
    /// <param name="target">The N true values, in the same order; where the mask is 0 they may be anything, also NaN.</param>
    /// <param name="mask">N weights: 1 where an element counts and 0 where it does not; none negative.</param>
    /// <param name="gradient">
    /// Takes the derivative by each prediction (what it held is overwritten); may be empty, and may be the memory of the
    /// prediction, the target or the mask.
    /// </param>
    /// <returns>The loss; 0, with a gradient of zero, where no element counts.</returns>
    /// <exception cref="ArgumentException">The lengths differ; the message has both numbers. Or the gradient overlaps another span without being the same.</exception>
    public static float Compute(
        ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, ReadOnlySpan<float> mask, Span<float> gradient)
    {
        LossArguments.CheckLength(target.Length, prediction.Length, nameof(target));
        LossArguments.CheckLength(mask.Length, prediction.Length, nameof(mask));
        LossArguments.CheckGradient(gradient, prediction, nameof(prediction));
        LossArguments.CheckGradient(gradient, target, nameof(target));
        LossArguments.CheckGradient(gradient, mask, nameof(mask));
        double weight = Reduction.Sum(mask);
        if (weight == 0)
        {
            gradient.Clear();
            return 0f;
        }

        float loss = (float)(Reduction.SumOfSquaredDifferences(prediction, target, mask) / weight);
        if (gradient.IsEmpty)
        {
            return loss;
        }

        float scale = (float)(2 / weight);
        ReadOnlySpan<Vector<float>> ys = MemoryMarshal.Cast<float, Vector<float>>(prediction);
        ReadOnlySpan<Vector<float>> ts = MemoryMarshal.Cast<float, Vector<float>>(target);
        ReadOnlySpan<Vector<float>> ws = MemoryMarshal.Cast<float, Vector<float>>(mask);
        Span<Vector<float>> gs = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (int i = 0; i < gs.Length; i++)
        {
            Vector<float> difference = (ys[i] - ts[i]) * (ws[i] * scale);
            gs[i] = Vector.ConditionalSelect(Vector.Equals(ws[i], Vector<float>.Zero), Vector<float>.Zero, difference);
        }

        for (int i = gs.Length * Vector<float>.Count; i < gradient.Length; i++)
        {
            gradient[i] = mask[i] == 0f ? 0f : (prediction[i] - target[i]) * (mask[i] * scale);
        }

        return loss;
    }
}
