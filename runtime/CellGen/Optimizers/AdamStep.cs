using System.Numerics;

namespace CellGen;

/// <summary>What one step of <see cref="Adam"/> or <see cref="AdamW"/> does to a vector of parameters.</summary>
/// <remarks>
/// The square of a gradient below 10<sup>-19</sup> is no normal float. Where a gradient is below 2<sup>-50</sup> and the
/// average of squares below 2<sup>-75</sup>, the step is therefore computed with both times a power of two, which cancels
/// and changes no bit: gradient, mean and ε times 2<sup>96</sup>, the average times 2<sup>192</sup>. An average that is kept
/// so has a minus sign. Of a gradient below 2<sup>-50</sup> beside a larger average the square is less than half of the
/// average's last bit, and left out.
/// </remarks>
internal readonly struct AdamStep
{
    /// <summary>The vectors that are stepped with scales from the first that needs one: tiny gradients come in company.</summary>
    private const int Together = 32;

    private readonly Vector<float> _keep1;
    private readonly Vector<float> _take1;
    private readonly Vector<float> _keep2;
    private readonly Vector<float> _take2;
    private readonly Vector<float> _rate;
    private readonly Vector<float> _correction;
    private readonly Vector<float> _epsilon;
    private readonly Vector<float> _weightDecay;
    private readonly Vector<float> _shrinkage;
    private readonly Vector<float> _smallest;

    /// <summary>The numbers of a step.</summary>
    /// <param name="beta1">The decay of the average of gradients.</param>
    /// <param name="beta2">The decay of the average of squares.</param>
    /// <param name="rate">−learningRate / (1 − β₁ⁿ).</param>
    /// <param name="correction">√(1 − β₂ⁿ).</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weightDecay">The part of a parameter that is added to its gradient.</param>
    /// <param name="shrinkage">The part of a parameter that it loses before the step; exactly nothing where it is 0.</param>
    /// <param name="smallest">What parameters below it become is zero.</param>
    public AdamStep(
        double beta1, double beta2, double rate, double correction, float epsilon, float weightDecay, float shrinkage, float smallest)
    {
        _keep1 = new((float)beta1);
        _take1 = new((float)(1 - beta1));
        _keep2 = new((float)beta2);
        _take2 = new((float)(1 - beta2));
        _rate = new((float)Math.Max(rate, -float.MaxValue));
        _correction = new((float)correction);
        _epsilon = new(epsilon);
        _weightDecay = new(weightDecay);
        _shrinkage = new(shrinkage);
        _smallest = new(smallest);
    }

    private static Vector<float> TinyGradient => new(8.8817842e-16f); // 2^-50

    private static Vector<float> TinySquare => new(2.6469780e-23f); // 2^-75

    /// <summary>Less than the last bit of any root; with it a parameter without a gradient has a step of 0, and not 0/0.</summary>
    private static Vector<float> LeastEpsilon => new(Setting.SmallestNormal);

    private static Vector<float> Up => new(7.9228163e28f); // 2^96

    private static Vector<float> Down => new(1.26217745e-29f); // 2^-96

    /// <summary>Steps parameters.</summary>
    /// <param name="ps">The parameters.</param>
    /// <param name="gs">Their gradient.</param>
    /// <param name="ms">The averages of gradients.</param>
    /// <param name="vs">The averages of squares.</param>
    /// <param name="ds">What each parameter's decay is multiplied by; empty where it is 1.</param>
    public void Apply(
        Span<Vector<float>> ps, ReadOnlySpan<Vector<float>> gs, Span<Vector<float>> ms, Span<Vector<float>> vs, ReadOnlySpan<Vector<float>> ds)
    {
        for (int start = 0; start < ps.Length; start += Together)
        {
            int end = Math.Min(start + Together, ps.Length);
            ReadOnlySpan<Vector<float>> decays = ds.IsEmpty ? ds : ds[start..end];
            int done = ApplyUnscaled(ps[start..end], gs[start..end], ms[start..end], vs[start..end], decays);
            int next = start + done;
            ApplyScaled(ps[next..end], gs[next..end], ms[next..end], vs[next..end], ds.IsEmpty ? ds : decays[done..]);
        }
    }

    /// <summary>Steps vectors until one needs a scale; returns how many it has stepped.</summary>
    private int ApplyUnscaled(
        Span<Vector<float>> ps, ReadOnlySpan<Vector<float>> gs, Span<Vector<float>> ms, Span<Vector<float>> vs, ReadOnlySpan<Vector<float>> ds)
    {
        Vector<float> epsilon = Vector.Max(_epsilon, LeastEpsilon);
        int i = 0;
        for (; i < ps.Length; i++)
        {
            Vector<float> decay = i < ds.Length ? ds[i] : Vector<float>.One;
            Vector<float> g = gs[i] + (ps[i] * (_weightDecay * decay));
            Vector<float> m = Setting.Flush((ms[i] * _keep1) + (g * _take1));
            Vector<float> root = Setting.Flush(g, TinyGradient);
            Vector<float> v = (vs[i] * _keep2) + (root * _take2 * root);

            // Where all is zero, as in padding, no scale is needed.
            Vector<int> tiny = Vector.AndNot(Vector.LessThan(v, TinySquare), Vector.Equals(v | g, Vector<float>.Zero));
            if (!Vector.EqualsAll(tiny | Vector.LessThan(vs[i], Vector<float>.Zero), Vector<int>.Zero))
            {
                break;
            }

            ms[i] = m;
            vs[i] = v = Setting.Flush(v);
            Vector<float> p = ps[i] * (Vector<float>.One - (_shrinkage * decay));
            ps[i] = Setting.Flush(p + (m * _rate / ((Vector.SquareRoot(v) / _correction) + epsilon)), _smallest);
        }

        return i;
    }

    /// <summary>Steps vectors, each parameter with the scale that its gradient and its average need; where none, the same bits.</summary>
    private void ApplyScaled(
        Span<Vector<float>> ps, ReadOnlySpan<Vector<float>> gs, Span<Vector<float>> ms, Span<Vector<float>> vs, ReadOnlySpan<Vector<float>> ds)
    {
        for (int i = 0; i < ps.Length; i++)
        {
            Vector<float> decay = i < ds.Length ? ds[i] : Vector<float>.One;
            Vector<float> g = gs[i] + (ps[i] * (_weightDecay * decay));
            Vector<float> m = Setting.Flush((ms[i] * _keep1) + (g * _take1));
            Vector<int> wasScaled = Vector.LessThan(vs[i], Vector<float>.Zero);
            Vector<int> tiny = Vector.LessThan(Vector.Abs(g), TinyGradient);
            Vector<int> scaled = tiny & Vector.LessThan(vs[i], TinySquare);
            Vector<float> scale = Vector.ConditionalSelect(scaled, Up, Vector<float>.One);
            Vector<float> rescale = Vector.ConditionalSelect(wasScaled, Vector.ConditionalSelect(scaled, Vector<float>.One, Down), scale);
            Vector<float> root = Vector.ConditionalSelect(Vector.AndNot(tiny, scaled), Vector<float>.Zero, g * scale);
            Vector<float> v = Setting.Flush((Vector.Abs(vs[i]) * rescale * rescale * _keep2) + (root * _take2 * root));
            ms[i] = m;
            vs[i] = Vector.ConditionalSelect(scaled, -v, v);
            Vector<float> epsilon = Vector.Max(_epsilon * scale, LeastEpsilon);
            Vector<float> change = m * scale * _rate / ((Vector.SquareRoot(v) / _correction) + epsilon);
            ps[i] = Setting.Flush((ps[i] * (Vector<float>.One - (_shrinkage * decay))) + change, _smallest);
        }
    }
}
