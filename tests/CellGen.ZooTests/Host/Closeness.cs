using Xunit;

namespace CellGen.ZooTests.Host;

/// <summary>Compares a net's numbers with the ones it should have.</summary>
internal static class Closeness
{
    /// <summary>Asserts that no number is further away than the tolerance.</summary>
    public static void Within(double tolerance, ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i] - actual[i]));
        }

        Assert.True(largest <= tolerance, $"largest error {largest:g3}, tolerance {tolerance:g3}");
    }

    /// <summary>Asserts that no number is further away than the tolerance.</summary>
    public static void Within(double tolerance, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) =>
        Within(tolerance, Array.ConvertAll(expected.ToArray(), value => (double)value), actual);
}
