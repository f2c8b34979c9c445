using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>Operations on strided rows: the bits of plain loops, at any size, and nothing written between the rows.</summary>
public sealed class RowsTests
{
    private const int Count = 9;

    public static TheoryData<int> Sizes => [1, 3, 4, 8, 15, 16, 17, 32, 63, 64, 65, 100];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void AddHalvesAddsThem(int size)
    {
        int pairStep = (2 * size) + 1;
        int sumStep = size + 2;
        float[] pairs = Numbers(Count * pairStep, 1);
        float[] sums = Numbers(Count * sumStep, 2);
        float[] expected = [.. sums];
        for (int k = 0; k < Count * size; k++)
        {
            int i = k / size;
            int j = k % size;
            expected[(i * sumStep) + j] = pairs[(i * pairStep) + j] + pairs[(i * pairStep) + size + j];
        }

        Rows.AddHalves(ref pairs[0], pairStep, ref sums[0], sumStep, Count, size);

        BitAssert.Same(expected, sums);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void CopyAndAddKeepWhatIsBetween(int size)
    {
        int sourceStep = size + 1;
        int step = size + 2;
        float[] source = Numbers(Count * sourceStep, 1);
        float[] copied = Numbers(Count * step, 2);
        float[] added = [.. copied];
        float[] expectedCopy = [.. copied];
        float[] expectedSum = [.. copied];
        for (int k = 0; k < Count * size; k++)
        {
            int place = (k / size * step) + (k % size);
            float value = source[(k / size * sourceStep) + (k % size)];
            expectedCopy[place] = value;
            expectedSum[place] += value;
        }

        Rows.Copy(ref source[0], sourceStep, ref copied[0], step, Count, size);
        Rows.Add(ref source[0], sourceStep, ref added[0], step, Count, size);

        BitAssert.Same(expectedCopy, copied);
        BitAssert.Same(expectedSum, added);
    }

    [Fact]
    public void StepsMayBeNegative()
    {
        float[] source = [1, 2, 3, 4, 5, 6];
        float[] destination = new float[6];

        Rows.Copy(ref source[4], -2, ref destination[0], 2, 3, 2);

        Assert.Equal([5, 6, 3, 4, 1, 2], destination);
    }

    private static float[] Numbers(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble() - 0.5f)];
    }
}
