using System.Numerics;
using System.Runtime.InteropServices;
using CellGen.Simd;

namespace CellGen;

/// <summary>Keeps a gradient from becoming too large, as torch.nn.utils does.</summary>
public static class GradientClipping
{
    /// <summary>
    /// Scales the whole gradient so that its norm is at most <paramref name="maxNorm"/> (Pascanu, Mikolov and Bengio
    /// 2013; torch.nn.utils.clip_grad_norm_): a factor of maxNorm / (norm + 10<sup>-6</sup>) where that is less than 1.
    /// </summary>
    /// <param name="gradient">The gradient, changed in place.</param>
    /// <param name="maxNorm">The largest Euclidean norm allowed.</param>
    /// <returns>
    /// The norm before clipping. Where the gradient has NaN or ±∞ it holds NaN afterwards, as in torch. A norm beyond the
    /// range of floats is returned as ∞, and the gradient is clipped as it should be.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is negative or NaN.</exception>
    /// <remarks>
    /// The norm is summed in double precision and one fixed order: the same bits on every machine, and no square overflows or
    /// underflows. Allocates nothing.
    /// </remarks>
    public static float ByGlobalNorm(Span<float> gradient, float maxNorm)
    {
        CheckLimit(maxNorm, nameof(maxNorm));
        double norm = Math.Sqrt(Reduction.SumOfSquares(gradient));
        float factor = (float)(maxNorm / (norm + 1e-6));
        if (factor >= 1f)
        {
            return (float)norm;
        }

        Span<Vector<float>> gs = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (int i = 0; i < gs.Length; i++)
        {
            gs[i] *= factor;
        }

        for (int i = gs.Length * Vector<float>.Count; i < gradient.Length; i++)
        {
            gradient[i] *= factor;
        }

        return (float)norm;
    }

    /// <summary>Clamps every element to [−maxValue, maxValue] (torch.nn.utils.clip_grad_value_); NaN stays NaN, ±∞ becomes ±maxValue.</summary>
    /// <param name="gradient">The gradient, changed in place.</param>
    /// <param name="maxValue">The largest magnitude allowed.</param>
    /// <returns>The largest magnitude before clipping; NaN where the gradient has NaN, ∞ where it has ±∞ alone, 0 where it is empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxValue"/> is negative or NaN.</exception>
    public static float ByValue(Span<float> gradient, float maxValue)
    {
        CheckLimit(maxValue, nameof(maxValue));
        Vector<float> high = new(maxValue);
        Vector<float> low = new(-maxValue);
        Vector<float> largest = Vector<float>.Zero;
        Vector<int> numbers = Vector<int>.AllBitsSet;
        Span<Vector<float>> gs = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (int i = 0; i < gs.Length; i++)
        {
            // Comparisons, because processors disagree about the minimum and maximum of NaN.
            Vector<float> g = gs[i];
            Vector<float> size = Vector.Abs(g);
            largest = Vector.ConditionalSelect(Vector.GreaterThan(size, largest), size, largest);
            numbers &= Vector.Equals(g, g);
            g = Vector.ConditionalSelect(Vector.GreaterThan(g, high), high, g);
            gs[i] = Vector.ConditionalSelect(Vector.LessThan(g, low), low, g);
        }

        float result = 0f;
        for (int i = 0; i < Vector<float>.Count; i++)
        {
            result = largest[i] > result ? largest[i] : result;
        }

        result = Vector.EqualsAll(numbers, Vector<int>.AllBitsSet) ? result : float.NaN;
        for (int i = gs.Length * Vector<float>.Count; i < gradient.Length; i++)
        {
            float g = gradient[i];
            gradient[i] = g > maxValue ? maxValue : g < -maxValue ? -maxValue : g;
            result = MathF.Abs(g) > result || float.IsNaN(g) ? MathF.Abs(g) : result;
        }

        return result;
    }

    private static void CheckLimit(float limit, string name)
    {
        if (!(limit >= 0f))
        {
            throw new ArgumentOutOfRangeException(name, limit, "The limit must be a number that is not negative.");
        }
    }
}
