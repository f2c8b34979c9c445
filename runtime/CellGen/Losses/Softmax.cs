using System.Numerics;
using System.Runtime.CompilerServices;
using CellGen.Simd;

namespace CellGen;

/// <summary>What the softmax of a row needs, stable and in one order of additions; shared by losses and heads.</summary>
internal static class Softmax
{
    /// <summary>The largest value, which is subtracted before the exponential; NaN counts for nothing here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Largest(ReadOnlySpan<float> row)
    {
        float largest = float.NegativeInfinity;
        int i = 0;
        var most = new Vector<float>(largest);
        for (; row.Length - i >= Vector<float>.Count; i += Vector<float>.Count)
        {
            var values = new Vector<float>(row[i..]);
            most = Vector.ConditionalSelect(Vector.GreaterThan(values, most), values, most);
        }

        for (int lane = 0; lane < Vector<float>.Count; lane++)
        {
            largest = most[lane] > largest ? most[lane] : largest;
        }

        for (; i < row.Length; i++)
        {
            largest = row[i] > largest ? row[i] : largest;
        }

        return largest;
    }

    /// <summary>Σ exp(row[i] − largest), in the order of i; the exponentials themselves too, where there is room for them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Exponentials(ReadOnlySpan<float> row, float largest, Span<float> exponentials)
    {
        double sum = 0;
        int i = 0;
        Span<double> terms = stackalloc double[Vector<float>.Count];
        for (; row.Length - i >= Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> some = Activation.Exp(new Vector<float>(row[i..]) - new Vector<float>(largest));
            if (!exponentials.IsEmpty)
            {
                some.CopyTo(exponentials[i..]);
            }

            Vector.Widen(some, out Vector<double> lower, out Vector<double> upper);
            lower.CopyTo(terms);
            upper.CopyTo(terms[Vector<double>.Count..]);
            foreach (double term in terms)
            {
                sum += term;
            }
        }

        return i == row.Length ? sum : Rest(row[i..], largest, exponentials.IsEmpty ? [] : exponentials[i..], sum);
    }

    /// <summary>The same of fewer values than a vector has, added to a sum. In a method of its own: a call keeps sums out of registers.</summary>
    private static double Rest(ReadOnlySpan<float> row, float largest, Span<float> exponentials, double sum)
    {
        Span<float> rest = stackalloc float[Vector<float>.Count];
        row.CopyTo(rest);
        Activation.Exp(new Vector<float>(rest) - new Vector<float>(largest)).CopyTo(rest);
        rest = rest[..row.Length];
        foreach (float exponential in rest)
        {
            sum += exponential;
        }

        if (!exponentials.IsEmpty)
        {
            rest.CopyTo(exponentials);
        }

        return sum;
    }

    /// <summary>Multiplies values by a double, each rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(Span<float> values, double scale)
    {
        int i = 0;
        for (; values.Length - i >= Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[i..]), out Vector<double> lower, out Vector<double> upper);
            Vector.Narrow(lower * scale, upper * scale).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = (float)(values[i] * scale);
        }
    }
}
