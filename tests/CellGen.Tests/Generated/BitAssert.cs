using System.Runtime.InteropServices;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>Comparisons of bits, which tell −0 from 0 and NaN from nothing.</summary>
internal static class BitAssert
{
    public static void Same(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) => Assert.Equal(
        MemoryMarshal.Cast<float, int>(expected).ToArray(), MemoryMarshal.Cast<float, int>(actual).ToArray());
}
