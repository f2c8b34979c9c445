using System.Runtime.InteropServices;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>Compares results bit for bit; NaN equals NaN of the same bits, and −0 is not 0.</summary>
public static class BitEquality
{
    /// <summary>Fails at the first element whose bits differ.</summary>
    public static void Same(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        int same = MemoryMarshal.Cast<float, int>(expected).CommonPrefixLength(MemoryMarshal.Cast<float, int>(actual));
        if (same < expected.Length)
        {
            Assert.Fail($"{what}[{same}]: {expected[same]:g9} and {actual[same]:g9}");
        }
    }

    /// <summary>Fails unless both hold the same results with the same bits.</summary>
    public static void Same(Dictionary<string, float[]> expected, Dictionary<string, float[]> actual, string what)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach ((string result, float[] values) in expected)
        {
            Same(values, actual[result], $"{what}: {result}");
        }
    }
}
