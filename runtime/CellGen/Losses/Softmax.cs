using CellGen.Simd;

namespace CellGen;

/// <summary>What the softmax of a row needs, stable and in one order of additions; shared by losses and heads.</summary>
internal static class Softmax
{
    /// <summary>The largest value, which is subtracted before the exponential; NaN counts for nothing here.</summary>
    public static float Largest(ReadOnlySpan<float> row)
    {
        float largest = float.NegativeInfinity;
        foreach (float value in row)
        {
            largest = value > largest ? value : largest;
        }

        return largest;
    }

    /// <summary>Σ exp(row[i] − largest), in the order of i; the exponentials themselves too, where there is room for them.</summary>
    public static double Exponentials(ReadOnlySpan<float> row, float largest, Span<float> exponentials)
    {
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            float exponential = Activation.Exp(row[i] - largest);
            sum += exponential;
            if (!exponentials.IsEmpty)
            {
                exponentials[i] = exponential;
            }
        }

        return sum;
    }
}
