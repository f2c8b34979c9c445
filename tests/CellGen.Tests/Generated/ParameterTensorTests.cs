using CellGen.Generated;
using CellGen.Layout;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>A tensor's elements are where its blocks say, each in one place, and nothing else is touched.</summary>
public sealed class ParameterTensorTests
{
    private const float Untouched = -1f;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(20, 3, 10)]
    [InlineData(13, 4, 7)]
    [InlineData(64, 4, 5)]
    [InlineData(200, 3, 3)]
    public void AMatrixIsInItsLanes(int units, int gates, int columns)
    {
        var lanes = new LaneLayout(units, gates);
        var tensor = new ParameterTensor(
            "w", ParameterRole.InputWeight, gates * units, columns, units, -1, 1, ParameterBlock.Matrix(5, units, gates, columns, 0, 0, gates, 0));

        float[] packed = RoundTrip(tensor, 5 + lanes.MatrixLength(columns));

        for (int row = 0; row < gates * units; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int place = 5 + lanes.MatrixIndex(lanes.Lane(row / units, row % units), column, columns);
                Assert.Equal((row * columns) + column, packed[place]);
            }
        }
    }

    [Fact]
    public void AVectorIsARowOfLanes()
    {
        var lanes = new LaneLayout(20, 3);
        var tensor = new ParameterTensor(
            "b", ParameterRole.InputBias, 60, 0, 20, -1, 1, ParameterBlock.Matrix(16, 20, 3, 0, 0, 0, 3, 0));

        float[] packed = RoundTrip(tensor, 16 + lanes.Lanes);

        Assert.Equal(45, packed[16 + lanes.Lane(2, 5)]);
        Assert.Equal(new TensorShape("b", 60), tensor.Shape);
    }

    [Fact]
    public void ATensorMayBeOneMatrixBelowAnother()
    {
        // A GRU with the reset gate before the product: r and z, then n.
        var gates = new LaneLayout(20, 2);
        var candidate = new LaneLayout(20, 1);
        int second = gates.MatrixLength(20);
        var tensor = new ParameterTensor(
            "weight_hh_l0",
            ParameterRole.HiddenWeight,
            60,
            20,
            20,
            -1,
            1,
            ParameterBlock.Matrix(0, 20, 2, 20, 0, 0, 2, 0),
            ParameterBlock.Matrix(second, 20, 1, 20, 40, 0, 1, 0));

        float[] packed = RoundTrip(tensor, second + candidate.MatrixLength(20));

        Assert.Equal((33 * 20) + 7, packed[gates.MatrixIndex(gates.Lane(1, 13), 7, 20)]);
        Assert.Equal((53 * 20) + 7, packed[second + candidate.MatrixIndex(candidate.Lane(0, 13), 7, 20)]);
    }

    [Fact]
    public void ATensorMayBeSomeGatesOfAMatrix()
    {
        var lanes = new LaneLayout(6, 4);
        var tensor = new ParameterTensor(
            "w", ParameterRole.InputWeight, 12, 3, 6, -1, 1, ParameterBlock.Matrix(0, 6, 4, 3, 0, 1, 2, 0));

        float[] packed = RoundTrip(tensor, lanes.MatrixLength(3));

        Assert.Equal(0, packed[lanes.MatrixIndex(lanes.Lane(1, 0), 0, 3)]);
        Assert.Equal((6 * 3) + 2, packed[lanes.MatrixIndex(lanes.Lane(2, 0), 2, 3)]);
        Assert.Equal(Untouched, packed[lanes.MatrixIndex(lanes.Lane(0, 0), 0, 3)]);
        Assert.Equal(Untouched, packed[lanes.MatrixIndex(lanes.Lane(3, 0), 0, 3)]);
    }

    [Fact]
    public void ATensorMayBeTwoMatricesSideBySide()
    {
        // The i2h of a concatenating cell: [W | U].
        var lanes = new LaneLayout(8, 1);
        int second = lanes.MatrixLength(4);
        var tensor = new ParameterTensor(
            "i2h.weight",
            ParameterRole.InputWeight,
            8,
            12,
            8,
            -1,
            1,
            ParameterBlock.Matrix(0, 8, 1, 4, 0, 0, 1, 0),
            ParameterBlock.Matrix(second, 8, 1, 8, 0, 0, 1, 4));

        float[] packed = RoundTrip(tensor, second + lanes.MatrixLength(8));

        Assert.Equal((5 * 12) + 3, packed[lanes.MatrixIndex(5, 3, 4)]);
        Assert.Equal((5 * 12) + 4, packed[second + lanes.MatrixIndex(5, 0, 8)]);
    }

    [Fact]
    public void ATableIsItsRows()
    {
        var tensor = new ParameterTensor("embedding.weight", ParameterRole.Embedding, 7, 5, 7, -1, 1, ParameterBlock.Rows(3, 16));

        float[] packed = RoundTrip(tensor, 3 + (7 * 16));

        Assert.Equal([30f, 31f, 32f, 33f, 34f, Untouched], packed[(3 + (6 * 16))..(3 + (6 * 16) + 6)]);
    }

    [Fact]
    public void ATensorMayBeRowsInPanels()
    {
        // A head of 2 outputs that reads 133 values: two panels of 64 lanes and one of 16.
        var tensor = new ParameterTensor(
            "head.weight", ParameterRole.HeadWeight, 2, 133, 2, -1, 1,
            ParameterBlock.Rows(0, 64, column: 0, columns: 64),
            ParameterBlock.Rows(128, 64, column: 64, columns: 64),
            ParameterBlock.Rows(256, 16, column: 128, columns: 5));

        float[] packed = RoundTrip(tensor, 256 + 32);

        Assert.Equal(133 + 7, packed[64 + 7]);
        Assert.Equal(133 + 130, packed[256 + 16 + 2]);
        Assert.Equal(Untouched, packed[256 + 5]);
    }

    [Fact]
    public void BlocksThatDoNotMakeUpTheTensorAreRefused()
    {
        Refused(60, 10, 20, -1, ParameterBlock.Matrix(0, 20, 2, 10, 0, 0, 2, 0)); // too few rows
        Refused(60, 10, 20, -1, ParameterBlock.Matrix(0, 20, 3, 10, 20, 0, 3, 0)); // beyond the last row
        Refused(60, 10, 20, -1, ParameterBlock.Matrix(0, 20, 3, 10, 0, 0, 3, 1)); // beyond the last column
        Refused(60, 0, 20, -1, ParameterBlock.Matrix(0, 20, 3, 1, 0, 0, 3, 0)); // a matrix for a vector
        Refused(60, 10, 20, -1, ParameterBlock.Rows(0, 9)); // rows that overlap
        Refused(60, 10, 20, -1, ParameterBlock.Rows(0, 10, column: 1, columns: 10)); // columns beyond the last
        Refused(60, 10, 20, -1, ParameterBlock.Rows(0, 10, column: 0, columns: 9)); // too few columns
        Refused(60, 10, 20, 3, ParameterBlock.Rows(0, 10)); // no such gate
        Refused(60, 10, 21, -1, ParameterBlock.Rows(0, 10)); // no whole number of gates
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterBlock.Matrix(0, 20, 3, 10, 0, 2, 2, 0));

        static void Refused(int rows, int columns, int units, int forgetGate, ParameterBlock block) => Assert.Contains(
            "w [60",
            Assert.Throws<ArgumentException>(
                () => new ParameterTensor("w", ParameterRole.InputWeight, rows, columns, units, forgetGate, 1, block)).Message);
    }

    private static float[] RoundTrip(ParameterTensor tensor, int length)
    {
        float[] values = [.. Enumerable.Range(0, tensor.Shape.Count).Select(i => (float)i)];
        float[] packed = [.. Enumerable.Repeat(Untouched, length)];
        tensor.Pack(values, packed);
        Assert.Equal(values, packed.Where(value => value != Untouched).Order());

        float[] back = new float[values.Length];
        tensor.Unpack(packed, back);
        Assert.Equal(values, back);
        return packed;
    }
}
