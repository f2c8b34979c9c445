using Xunit;

namespace CellGen.NumericTests;

/// <summary>Compares tensors in units of their scale.</summary>
public static class Closeness
{
    // A gradient whose largest element is smaller than this is compared absolutely: it is a difference of larger numbers.
    private const double SmallestScale = 0.1;

    /// <summary>
    /// The largest difference, divided by the largest expected magnitude (at least 0.1). NaN anywhere gives NaN, which is
    /// within no tolerance.
    /// </summary>
    public static double Distance(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = SmallestScale;
        double difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            // Math.Max passes NaN on.
            scale = Math.Max(scale, Math.Abs(expected[i]));
            difference = Math.Max(difference, Math.Abs(expected[i] - actual[i]));
        }

        return difference / scale;
    }

    /// <summary>As the other overload.</summary>
    public static double Distance(ReadOnlySpan<double> expected, float[] actual) =>
        Distance(expected, Array.ConvertAll(actual, value => (double)value));

    /// <summary>Fails unless the distance is at most the tolerance.</summary>
    public static void Within(double tolerance, double distance, string what) =>
        Assert.True(distance <= tolerance, $"{what}: off by {distance:e2}, allowed {tolerance:e1}");
}
