using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CellGen.Simd;

/// <summary>Sums over spans, for norms and losses, with one order of additions on every machine.</summary>
/// <remarks>
/// Sixteen logical lanes: lane k adds the terms k, k + 16, k + 32, … in that order, starting from zero. Then lane k takes
/// lane k + 8, then lane k + 4, k + 2 and k + 1, and lane 0 is the sum. A term is rounded before it is added (no fused
/// multiply-add), so machines without that instruction give the same bits too.
/// Four vectors of four lanes hold the sixteen: every machine has 128-bit vectors, and four independent chains
/// already keep up with memory.
/// </remarks>
internal static class Reduction
{
    private const int Lanes = 16;

    /// <summary>The sum of the elements.</summary>
    public static float Sum(ReadOnlySpan<float> x) => Reduce<Element>(x, x, x);

    /// <summary>The sum of the squares of the elements.</summary>
    public static float SumOfSquares(ReadOnlySpan<float> x) => Reduce<Square>(x, x, x);

    /// <summary>The sum of (x − y)², x and y of one length.</summary>
    public static float SumOfSquaredDifferences(ReadOnlySpan<float> x, ReadOnlySpan<float> y) =>
        Reduce<SquaredDifference>(x, y, x);

    /// <summary>The sum of w (x − y)², all three of one length; where w is zero, x and y count for nothing, even NaN.</summary>
    public static float SumOfSquaredDifferences(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> w) =>
        Reduce<WeightedSquaredDifference>(x, y, w);

    private static float Reduce<TTerm>(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> w)
        where TTerm : struct, ITerm
    {
        Vector128<float> sum0 = Vector128<float>.Zero;
        Vector128<float> sum1 = Vector128<float>.Zero;
        Vector128<float> sum2 = Vector128<float>.Zero;
        Vector128<float> sum3 = Vector128<float>.Zero;
        int whole = x.Length & -Lanes;
        ReadOnlySpan<Vector128<float>> xs = MemoryMarshal.Cast<float, Vector128<float>>(x[..whole]);
        ReadOnlySpan<Vector128<float>> ys = MemoryMarshal.Cast<float, Vector128<float>>(y[..whole]);
        ReadOnlySpan<Vector128<float>> ws = MemoryMarshal.Cast<float, Vector128<float>>(w[..whole]);
        for (int i = 0; i + 3 < xs.Length; i += 4)
        {
            sum0 += TTerm.Of(xs[i], ys[i], ws[i]);
            sum1 += TTerm.Of(xs[i + 1], ys[i + 1], ws[i + 1]);
            sum2 += TTerm.Of(xs[i + 2], ys[i + 2], ws[i + 2]);
            sum3 += TTerm.Of(xs[i + 3], ys[i + 3], ws[i + 3]);
        }

        if (whole < x.Length)
        {
            // The last, partial row is filled up with zeros, whose terms are zero.
            Span<Vector128<float>> rest = stackalloc Vector128<float>[12];
            rest.Clear();
            Span<float> values = MemoryMarshal.Cast<Vector128<float>, float>(rest);
            x[whole..].CopyTo(values);
            y[whole..].CopyTo(values[Lanes..]);
            w[whole..].CopyTo(values[(2 * Lanes)..]);
            sum0 += TTerm.Of(rest[0], rest[4], rest[8]);
            sum1 += TTerm.Of(rest[1], rest[5], rest[9]);
            sum2 += TTerm.Of(rest[2], rest[6], rest[10]);
            sum3 += TTerm.Of(rest[3], rest[7], rest[11]);
        }

        Vector128<float> four = (sum0 + sum2) + (sum1 + sum3);
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    /// <summary>What one element contributes to a sum; zero for zeros.</summary>
    private interface ITerm
    {
        static abstract Vector128<float> Of(Vector128<float> x, Vector128<float> y, Vector128<float> w);
    }

    private readonly struct Element : ITerm
    {
        public static Vector128<float> Of(Vector128<float> x, Vector128<float> y, Vector128<float> w) => x;
    }

    private readonly struct Square : ITerm
    {
        public static Vector128<float> Of(Vector128<float> x, Vector128<float> y, Vector128<float> w) => x * x;
    }

    private readonly struct SquaredDifference : ITerm
    {
        public static Vector128<float> Of(Vector128<float> x, Vector128<float> y, Vector128<float> w)
        {
            Vector128<float> difference = x - y;
            return difference * difference;
        }
    }

    private readonly struct WeightedSquaredDifference : ITerm
    {
        public static Vector128<float> Of(Vector128<float> x, Vector128<float> y, Vector128<float> w)
        {
            Vector128<float> difference = Vector128.AndNot(x - y, Vector128.Equals(w, Vector128<float>.Zero));
            return difference * difference * w;
        }
    }
}
