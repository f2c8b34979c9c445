using System.Numerics;

namespace CellGen;

/// <summary>What one step of <see cref="RmsProp"/> does to vectors of parameters.</summary>
/// <remarks>
/// Where gradient and root are below 2<sup>-50</sup> their squares are computed with both times 2<sup>96</sup>, which changes no
/// bit of what is a normal float without it.
/// </remarks>
/// <param name="alpha">The decay of the average of squares.</param>
/// <param name="epsilon">ε.</param>
/// <param name="weightDecay">The part of a parameter that is added to its gradient.</param>
/// <param name="momentum">The decay of the velocity.</param>
internal sealed class RmsPropStep(double alpha, float epsilon, float weightDecay, float momentum)
{
    private const float Tiny = 8.8817842e-16f; // 2^-50
    private const float Up = 7.9228163e28f; // 2^96
    private const float Down = 1.26217745e-29f; // 2^-96

    /// <summary>Steps parameters.</summary>
    /// <param name="ps">The parameters.</param>
    /// <param name="gs">Their gradient.</param>
    /// <param name="rs">The roots of the averages of squares.</param>
    /// <param name="ms">The averages of gradients; empty where they do not count.</param>
    /// <param name="bs">The velocities; empty where there is no momentum.</param>
    /// <param name="ds">What each parameter's decay is multiplied by; empty where it is 1.</param>
    /// <param name="learningRate">The length of a step.</param>
    public void Apply(
        Span<Vector<float>> ps,
        ReadOnlySpan<Vector<float>> gs,
        Span<Vector<float>> rs,
        Span<Vector<float>> ms,
        Span<Vector<float>> bs,
        ReadOnlySpan<Vector<float>> ds,
        float learningRate)
    {
        Vector<float> keep = new((float)alpha);
        Vector<float> take = new((float)(1 - alpha));
        Vector<float> decay = new(weightDecay);
        Vector<float> rate = new(learningRate);
        Vector<float> tiny = new(Tiny);

        // Less than the last bit of any root; with it a parameter without a gradient has a step of 0, and not 0/0.
        Vector<float> least = new(Math.Max(epsilon, Setting.SmallestNormal));
        Vector<float> smallest = new(Setting.SmallestParameter(learningRate));
        Vector<int> remembers = alpha > 0 ? Vector<int>.AllBitsSet : Vector<int>.Zero;
        for (int i = 0; i < ps.Length; i++)
        {
            Vector<float> g = gs[i] + (ps[i] * (i < ds.Length ? decay * ds[i] : decay));
            Vector<int> large = Vector.BitwiseOr(
                Vector.BitwiseAnd(Vector.GreaterThanOrEqual(rs[i], tiny), remembers), Vector.GreaterThanOrEqual(Vector.Abs(g), tiny));
            Vector<float> scale = Vector.ConditionalSelect(large, Vector<float>.One, new(Up));
            Vector<float> unscale = Vector.ConditionalSelect(large, Vector<float>.One, new(Down));
            Vector<float> root = Vector.BitwiseAnd(rs[i], Vector.AsVectorSingle(remembers)) * scale;
            Vector<float> scaled = g * scale;
            Vector<float> square = (root * root * keep) + (scaled * scaled * take);
            Vector<float> deviation = square;
            if (i < ms.Length)
            {
                Vector<float> mean = ms[i] = Setting.Flush((ms[i] * keep) + (g * take));
                deviation -= mean * scale * (mean * scale);
                deviation = Vector.ConditionalSelect(Vector.LessThan(deviation, Vector<float>.Zero), Vector<float>.Zero, deviation);
            }

            rs[i] = Setting.Flush(Vector.SquareRoot(square) * unscale);
            Vector<float> change = g / ((Vector.SquareRoot(deviation) * unscale) + least);
            if (i < bs.Length)
            {
                change = bs[i] = Setting.Flush((bs[i] * new Vector<float>(momentum)) + change);
            }

            ps[i] = Setting.Flush(ps[i] - (change * rate), smallest);
        }
    }
}
