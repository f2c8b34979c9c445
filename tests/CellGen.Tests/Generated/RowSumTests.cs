using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>Sums over rows: the bits of a plain loop, at any size and any number of rows.</summary>
public sealed class RowSumTests
{
    private const int Count = 19; // two blocks of eight, and three rows

    public static TheoryData<int> Sizes => [1, 3, 4, 8, 15, 16, 17, 32, 63, 64, 65, 100];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EachLaneIsSummedInTheOrderOfTheRowsEightOfThemAsATree(int size)
    {
        int step = size + 3;
        float[] rows = Numbers(Count * step, 1);
        float[] before = Numbers(size + 2, 2);
        float[] expected = [.. before];
        for (int j = 0; j < size; j++)
        {
            double total = 0;
            for (int block = 0; block < 16; block += 8)
            {
                float[] r = [.. Enumerable.Range(block, 8).Select(i => rows[(i * step) + j])];
                total += (r[0] + r[1] + (r[2] + r[3])) + (r[4] + r[5] + (r[6] + r[7]));
            }

            for (int i = 16; i < Count; i++)
            {
                total += rows[(i * step) + j];
            }

            expected[j] += (float)total;
        }

        float[] sums = [.. before];
        Rows.AddSums(ref rows[0], step, Count, ref sums[0], size);

        BitAssert.Same(expected, sums);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void TheOrderIsThatOfTheRowsAndNotOfTheVectors(int size)
    {
        // 2^60 + 1 − 2^60 is 0 in this order, and 1 in any in which the large ones meet first.
        float large = MathF.ScaleB(1, 60);
        float[] rows = [.. Enumerable.Repeat(large, size), .. Enumerable.Repeat(1f, size), .. Enumerable.Repeat(-large, size)];
        float[] sums = new float[size];

        Rows.AddSums(ref rows[0], size, 3, ref sums[0], size);

        Assert.All(sums, value => Assert.Equal(0f, value));
    }

    [Theory]
    [InlineData(1_000, 0.1f)]
    [InlineData(10_000, 0.3f)]
    [InlineData(100_000, -0.7f)]
    [InlineData(1_000_000, 0.1f)]
    [InlineData(1_000_000, 1e-20f)]
    public void NoDigitsAreLostWithTheNumberOfRows(int count, float value)
    {
        const int Lanes = 19;
        float[] rows = new float[count * Lanes];
        Array.Fill(rows, value);
        float[] sums = new float[Lanes];
        float[] mean = new float[Lanes];
        Array.Fill(mean, float.NaN);

        Rows.AddSums(ref rows[0], Lanes, count, ref sums[0], Lanes);
        Rows.Mean(rows, mean);

        Assert.All(sums, sum => Assert.Equal(0, (sum / (count * (double)value)) - 1, 1e-7));
        Assert.All(mean, one => Assert.Equal(value, one));
    }

    [Fact]
    public void NoRowsAddNothing()
    {
        float[] sums = [1f, 2f];
        Rows.AddSums(ref sums[0], 2, 0, ref sums[0], 2);
        Assert.Equal([1f, 2f], sums);
    }

    [Fact]
    public void AMeanOfLargeValuesIsFinite()
    {
        float[] rows = [.. Enumerable.Repeat(3e37f, 50)];
        float[] mean = new float[5];
        Rows.Mean(rows, mean);
        Assert.All(mean, value => Assert.Equal(3e37f, value));
    }

    [Fact]
    public void NaNAndInfinityStayInTheirLanes()
    {
        for (int lane = 0; lane < 37; lane++)
        {
            float[] rows = new float[3 * 37];
            rows[37 + lane] = float.NaN;
            rows[(37 + lane + 1) % 37] = float.PositiveInfinity;
            float[] sums = new float[37];
            Rows.AddSums(ref rows[0], 37, 3, ref sums[0], 37);
            for (int i = 0; i < 37; i++)
            {
                Assert.Equal(i == lane ? float.NaN : i == (lane + 1) % 37 ? float.PositiveInfinity : 0f, sums[i]);
            }
        }
    }

    [Fact]
    public void NothingIsAllocated()
    {
        float[] rows = Numbers(100 * 37, 3);
        float[] sums = new float[37];
        Rows.Mean(rows, sums);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Rows.AddSums(ref rows[0], 37, 100, ref sums[0], 37);
        Rows.Mean(rows, sums);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static float[] Numbers(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble() - 0.5f)];
    }
}
