using System.Runtime.Intrinsics.X86;
using CellGen.Simd;
using Xunit;

namespace CellGen.Tests.Simd;

/// <summary>The preferred width can run, and the plain path always can.</summary>
public sealed class HardwareTests
{
    [Fact]
    public void ThePreferredWidthIsSupported() => Assert.True(Hardware.Supports(Hardware.PreferredWidth));

    [Fact]
    public void ThePlainPathIsAlwaysSupported() => Assert.True(Hardware.Supports(VectorWidth.Plain));

    [Fact]
    public void AValueThatNamesNoWidthIsNotSupported() => Assert.False(Hardware.Supports((VectorWidth)64));

    [Fact]
    public void AWiderWidthNeedsItsInstructions()
    {
        Assert.Equal(Avx512F.IsSupported, Hardware.Supports(VectorWidth.Bits512));
        Assert.Equal(Fma.IsSupported && Avx2.IsSupported, Hardware.Supports(VectorWidth.Bits256));
        Assert.Equal(Avx512F.IsSupported, Hardware.PreferredWidth == VectorWidth.Bits512);
    }

    [Fact]
    public void AWidthIsItsNumberOfBits()
    {
        Assert.Equal([0, 128, 256, 512], Enum.GetValues<VectorWidth>().Select(width => (int)width));
    }
}
