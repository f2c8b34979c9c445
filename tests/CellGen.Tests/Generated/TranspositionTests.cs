using System.Runtime.CompilerServices;
using CellGen.Generated;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>Rows become columns whatever their number, and scratch memory on the stack is aligned.</summary>
public class TranspositionTests
{
    private const float Untouched = -1;

    public static TheoryData<int, int> Sizes()
    {
        int[] sizes = [1, 3, 4, 5, 7, 8, 9, 12, 16, 19, 24, 32, 37];
        var data = new TheoryData<int, int>();
        foreach (int rows in sizes)
        {
            foreach (int columns in sizes)
            {
                data.Add(rows, columns);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void EveryElementFindsItsPlaceAndNothingElseIsWritten(int rows, int columns)
    {
        int sourceStride = columns + 3;
        int destinationStride = rows + 2;
        float[] source = [.. Enumerable.Range(0, (rows * sourceStride) - 3).Select(i => (float)i)];
        float[] destination = [.. Enumerable.Repeat(Untouched, columns * destinationStride)];

        Transposition.Transpose(ref source[0], sourceStride, ref destination[0], destinationStride, rows, columns);

        for (int column = 0; column < columns; column++)
        {
            for (int row = 0; row < destinationStride; row++)
            {
                float expected = row < rows ? source[(row * sourceStride) + column] : Untouched;
                Assert.Equal(expected, destination[(column * destinationStride) + row]);
            }
        }
    }

    [Fact]
    public void AnAllocationOnTheStackBeginsWithACacheLine()
    {
        Span<float> all = stackalloc float[40];
        for (int start = 0; start < 20; start++)
        {
            Span<float> memory = all[start..];
            ref float first = ref StackMemory.Align(memory);
            Assert.Equal(0, Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref first) & 63);
            Assert.InRange((int)Unsafe.ByteOffset(ref memory[0], ref first), 0, StackMemory.Slack * sizeof(float));
        }
    }
}
