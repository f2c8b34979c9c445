using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CellGen.Simd;

/// <summary>Sums over spans, for norms and losses, in double precision and with one order of additions on every machine.</summary>
/// <remarks>
/// Sixteen logical lanes: lane k adds the terms k, k + 16, k + 32, … in that order, starting from zero. Then lane k takes
/// lane k + 8, then lane k + 4, k + 2 and k + 1, and lane 0 is the sum. A term is the product of two floats, which a double
/// holds exactly: fused or not, 256 bits or 128, the bits are the same, and no length, size or smallness of the numbers
/// costs digits. A running sum of floats is off by 5e-4 after a million equal terms, and squares overflow from 2e19 on.
/// </remarks>
internal static class Reduction
{
    private const int Lanes = 16;

    /// <summary>The sum of the elements.</summary>
    public static double Sum(ReadOnlySpan<float> x) => Reduce<Element>(x, x, x);

    /// <summary>The sum of the squares of the elements.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> x) => Reduce<Square>(x, x, x);

    /// <summary>The sum of x y, both of one length.</summary>
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Reduce<Product>(x, y, x);

    /// <summary>The sum of (x − y)², x and y of one length; the differences are floats.</summary>
    public static double SumOfSquaredDifferences(ReadOnlySpan<float> x, ReadOnlySpan<float> y) =>
        Reduce<SquaredDifference>(x, y, x);

    /// <summary>
    /// The sum of w (x − y)², all three of one length; where w is zero, x and y count for nothing, even NaN. The differences
    /// are floats, and so is w (x − y).
    /// </summary>
    public static double SumOfSquaredDifferences(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> w) =>
        Reduce<WeightedSquaredDifference>(x, y, w);

    private static double Reduce<TTerm>(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> w)
        where TTerm : struct, ITerm
    {
        int whole = x.Length & -Lanes;
        Span<double> lanes = stackalloc double[Lanes];
        lanes.Clear();
        Add<TTerm>(x[..whole], y[..whole], w[..whole], lanes);
        if (whole < x.Length)
        {
            // The last, partial row is filled up with zeros, whose terms are zero.
            Span<float> rest = stackalloc float[3 * Lanes];
            rest.Clear();
            x[whole..].CopyTo(rest);
            y[whole..].CopyTo(rest[Lanes..]);
            w[whole..].CopyTo(rest[(2 * Lanes)..]);
            Add<TTerm>(rest[..Lanes], rest[Lanes..(2 * Lanes)], rest[(2 * Lanes)..], lanes);
        }

        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int k = 0; k < half; k++)
            {
                lanes[k] += lanes[k + half];
            }
        }

        return lanes[0];
    }

    /// <summary>Adds the terms of whole rows of sixteen to the lanes.</summary>
    private static void Add<TTerm>(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> w, Span<double> lanes)
        where TTerm : struct, ITerm
    {
        ReadOnlySpan<Vector128<float>> xs = MemoryMarshal.Cast<float, Vector128<float>>(x);
        ReadOnlySpan<Vector128<float>> ys = MemoryMarshal.Cast<float, Vector128<float>>(y);
        ReadOnlySpan<Vector128<float>> ws = MemoryMarshal.Cast<float, Vector128<float>>(w);
        if (Avx.IsSupported)
        {
            Span<Vector256<double>> sums = MemoryMarshal.Cast<double, Vector256<double>>(lanes);
            Vector256<double> sum0 = sums[0];
            Vector256<double> sum1 = sums[1];
            Vector256<double> sum2 = sums[2];
            Vector256<double> sum3 = sums[3];
            for (int i = 0; i + 3 < xs.Length; i += 4)
            {
                sum0 = Add<TTerm>(sum0, xs[i], ys[i], ws[i]);
                sum1 = Add<TTerm>(sum1, xs[i + 1], ys[i + 1], ws[i + 1]);
                sum2 = Add<TTerm>(sum2, xs[i + 2], ys[i + 2], ws[i + 2]);
                sum3 = Add<TTerm>(sum3, xs[i + 3], ys[i + 3], ws[i + 3]);
            }

            sums[0] = sum0;
            sums[1] = sum1;
            sums[2] = sum2;
            sums[3] = sum3;
            return;
        }

        // Eight vectors of two lanes, in two passes over four of them: one quarter of a row after the other.
        Span<Vector128<double>> pairs = MemoryMarshal.Cast<double, Vector128<double>>(lanes);
        for (int quarter = 0; quarter < 4; quarter += 2)
        {
            Vector128<double> sum0 = pairs[2 * quarter];
            Vector128<double> sum1 = pairs[(2 * quarter) + 1];
            Vector128<double> sum2 = pairs[(2 * quarter) + 2];
            Vector128<double> sum3 = pairs[(2 * quarter) + 3];
            for (int i = quarter; i + 1 < xs.Length; i += 4)
            {
                (Vector128<float> left, Vector128<float> right) = TTerm.Of(xs[i], ys[i], ws[i]);
                sum0 += Vector128.WidenLower(left) * Vector128.WidenLower(right);
                sum1 += Vector128.WidenUpper(left) * Vector128.WidenUpper(right);
                (left, right) = TTerm.Of(xs[i + 1], ys[i + 1], ws[i + 1]);
                sum2 += Vector128.WidenLower(left) * Vector128.WidenLower(right);
                sum3 += Vector128.WidenUpper(left) * Vector128.WidenUpper(right);
            }

            pairs[2 * quarter] = sum0;
            pairs[(2 * quarter) + 1] = sum1;
            pairs[(2 * quarter) + 2] = sum2;
            pairs[(2 * quarter) + 3] = sum3;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Add<TTerm>(Vector256<double> sum, Vector128<float> x, Vector128<float> y, Vector128<float> w)
        where TTerm : struct, ITerm
    {
        (Vector128<float> left, Vector128<float> right) = TTerm.Of(x, y, w);
        Vector256<double> a = Avx.ConvertToVector256Double(left);
        Vector256<double> b = Avx.ConvertToVector256Double(right);
        return Fma.IsSupported ? Fma.MultiplyAdd(a, b, sum) : sum + (a * b);
    }

    /// <summary>The two factors of what one element contributes to a sum; zero for zeros.</summary>
    private interface ITerm
    {
        static abstract (Vector128<float> Left, Vector128<float> Right) Of(Vector128<float> x, Vector128<float> y, Vector128<float> w);
    }

    private readonly struct Element : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (Vector128<float> Left, Vector128<float> Right) Of(Vector128<float> x, Vector128<float> y, Vector128<float> w) =>
            (x, Vector128<float>.One);
    }

    private readonly struct Square : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (Vector128<float> Left, Vector128<float> Right) Of(Vector128<float> x, Vector128<float> y, Vector128<float> w) =>
            (x, x);
    }

    private readonly struct Product : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (Vector128<float> Left, Vector128<float> Right) Of(Vector128<float> x, Vector128<float> y, Vector128<float> w) =>
            (x, y);
    }

    private readonly struct SquaredDifference : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (Vector128<float> Left, Vector128<float> Right) Of(Vector128<float> x, Vector128<float> y, Vector128<float> w)
        {
            Vector128<float> difference = x - y;
            return (difference, difference);
        }
    }

    private readonly struct WeightedSquaredDifference : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (Vector128<float> Left, Vector128<float> Right) Of(Vector128<float> x, Vector128<float> y, Vector128<float> w)
        {
            Vector128<float> difference = Vector128.AndNot(x - y, Vector128.Equals(w, Vector128<float>.Zero));
            return (difference * w, difference);
        }
    }
}
