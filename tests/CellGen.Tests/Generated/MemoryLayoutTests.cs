using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>The lengths of workspaces and tapes: counted without wrapping, refused where they are too large.</summary>
public sealed class MemoryLayoutTests
{
    private const int Most = int.MaxValue;

    [Fact]
    public void PartsBeginAtCacheLines()
    {
        var layout = default(MemoryLayout);

        Assert.Equal([0, 16, 16, 48], new[] { layout.Add(1), layout.Add(0), layout.Add(17), layout.Add(16) }.Select(start => (long)start));
        Assert.Equal(64, layout.Length);
        Assert.Equal(64, layout.Repeat(3));
        Assert.Equal(192, layout.Add(5));
        Assert.Equal(208, layout.Length);
    }

    [Theory]
    [InlineData(1L << 62, Most, 1L << 62)]
    [InlineData(Most, Most, Most)]
    [InlineData(1L << 31, Most, 1)]
    [InlineData(1, Most, 1L << 62)]
    [InlineData(1L << 40, 1, 1)]
    public void BeyondAnArrayLengthsNoLongerGrow(long recorded, int count, long scratch)
    {
        var layout = default(MemoryLayout);
        layout.Add(recorded);
        layout.Repeat(count);
        layout.Add(scratch);

        Assert.InRange(layout.Length, AlignedBuffer.MaxLength + 1L, long.MaxValue);
    }

    [Fact]
    public void ABufferOfTheMostFloatsIsAnArray() => Assert.InRange(AlignedBuffer.MaxLength, 1, Array.MaxLength - 30);

    [Fact]
    public void ALengthThatFitsIsReturned()
    {
        Assert.Equal(AlignedBuffer.MaxLength, MemoryLayout.Check(7, 3, (_, _) => AlignedBuffer.MaxLength));
        Assert.Equal(21, MemoryLayout.Check(7, 3, Product));
        Assert.Equal(AlignedBuffer.MaxLength, MemoryLayout.Check(AlignedBuffer.MaxLength, 1, Product));
    }

    [Theory]
    [InlineData(0, 1, "maxSteps")]
    [InlineData(Most, 0, "batchSize")]
    [InlineData(int.MinValue, int.MinValue, "maxSteps")]
    public void LessThanOneIsRefused(int maxSteps, int batchSize, string name) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => MemoryLayout.Check(maxSteps, batchSize, Product)).ParamName);

    /// <summary>The argument that is to blame, and the most of it that fits beside the other.</summary>
    [Theory]
    [InlineData(Most, 1, 1, "maxSteps", "with a batchSize of 1 at most {0} is possible")]
    [InlineData(Most, 1000, 1000, "maxSteps", "with a batchSize of 1000 at most {0} is possible")]
    [InlineData(1, Most, 1, "batchSize", "with a maxSteps of 1 at most {0} is possible")]
    [InlineData(Most, Most, 1, "batchSize", "with a maxSteps of 1 at most {0} is possible")]
    public void WhatIsTooLargeIsNamed(int maxSteps, int batchSize, int other, string name, string most)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => MemoryLayout.Check(maxSteps, batchSize, Product));

        Assert.Equal(name, error.ParamName);
        Assert.Contains($"{name} is {Most}; {string.Format(most, AlignedBuffer.MaxLength / other)}", error.Message);
    }

    [Fact]
    public void OneMoreThanTheMostIsRefused()
    {
        int most = AlignedBuffer.MaxLength / 48;
        Assert.Equal(48L * most, MemoryLayout.Check(most, 3, (steps, sequences) => 16L * steps * sequences));
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => MemoryLayout.Check(most + 1, 3, (steps, sequences) => 16L * steps * sequences));
        Assert.Contains($"maxSteps is {most + 1}; with a batchSize of 3 at most {most} is possible", error.Message);
    }

    [Fact]
    public void ANetThatHasNoRoomForAStepSaysSo()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => MemoryLayout.Check(1, 1, (_, _) => AlignedBuffer.MaxLength + 1L));

        Assert.Contains("no room for even one step of one sequence", error.Message);
    }

    [Fact]
    public void ATableOfProductsThatDoesNotFitSaysSo()
    {
        var error = Assert.Throws<NotSupportedException>(() => new EmbeddingTable(1 << 20, (1 << 20) + 1, 3072, 3072).Allocate(2));

        Assert.Contains("2 table(s) of 1048577 rows of 3072 values have 6442457088", error.Message);
        Assert.Equal(2 * 6 * 32, new EmbeddingTable(5, 6, 20, 32).Allocate(2).Length);
    }

    private static long Product(int steps, int sequences) => (long)steps * sequences;
}
