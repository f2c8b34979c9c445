using CellGen.Generated;
using CellGen.Layout;
using Xunit;

namespace CellGen.Tests.Generated;

/// <summary>Tokens select columns of packed matrices and rows of tables; the others select the last where there is one.</summary>
public sealed class TokenTests
{
    private const int Vocabulary = 6;
    private const int Count = 7;
    private const int TokenStep = 2;

    // Every second one counts; three are outside the vocabulary.
    private static readonly int[] Tokens = [0, 99, 5, 99, -1, 99, 5, 99, 6, 99, int.MaxValue, 99, 2];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20, 3)]
    [InlineData(13, 4)]
    [InlineData(100, 4)]
    public void GatherIsBiasPlusColumn(int units, int gates)
    {
        var lanes = new LaneLayout(units, gates);
        var matrix = new PackedMatrix(units, gates, Vocabulary + 1, padded: true, Vocabulary);
        float[] weights = Numbers(lanes.MatrixLength(Vocabulary + 1), 1);
        weights[0] = -0f; // token 0, lane 0
        float[] biases = Numbers(lanes.Lanes, 2);
        int step = lanes.Lanes + 5;
        float[] rows = [.. Enumerable.Repeat(float.NaN, Count * step)];
        float[] columns = [.. rows];
        int[] tokens = [.. Tokens];

        matrix.Gather(ref weights[0], ref biases[0], ref tokens[0], TokenStep, ref rows[0], step, Count);
        matrix.Gather(ref weights[0], ref tokens[0], TokenStep, ref columns[0], step, Count);

        for (int i = 0; i < Count; i++)
        {
            float[] column = [.. Enumerable.Range(0, lanes.Lanes).Select(lane => weights[lanes.MatrixIndex(lane, Column(i), Vocabulary + 1)])];
            BitAssert.Same([.. column.Select((value, lane) => biases[lane] + value)], rows.AsSpan(i * step, lanes.Lanes));
            BitAssert.Same([.. column.Select(value => 0f + value)], columns.AsSpan(i * step, lanes.Lanes));
            Assert.All(rows[(((i + 1) * step) - 5)..((i + 1) * step)], value => Assert.True(float.IsNaN(value)));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20, 3)]
    [InlineData(100, 4)]
    public void ScatterAddsInOrder(int units, int gates)
    {
        var lanes = new LaneLayout(units, gates);
        var matrix = new PackedMatrix(units, gates, Vocabulary + 1, padded: true, Vocabulary);
        float[] gradient = Numbers(lanes.MatrixLength(Vocabulary + 1), 1);
        float[] expected = [.. gradient];
        int step = lanes.Lanes + 3;
        float[] rows = Numbers(Count * step, 2);
        int[] tokens = [.. Tokens];

        matrix.Scatter(ref gradient[0], ref tokens[0], TokenStep, ref rows[0], step, Count);

        for (int i = 0; i < Count; i++)
        {
            for (int lane = 0; lane < lanes.Lanes; lane++)
            {
                expected[lanes.MatrixIndex(lane, Column(i), Vocabulary + 1)] += rows[(i * step) + lane];
            }
        }

        BitAssert.Same(expected, gradient);
    }

    [Fact]
    public void StepsMayBeNegative()
    {
        var lanes = new LaneLayout(4, 1);
        var matrix = new PackedMatrix(4, 1, Vocabulary, padded: true, Vocabulary);
        float[] weights = Numbers(lanes.MatrixLength(Vocabulary), 1);
        float[] forwards = new float[3 * lanes.Lanes];
        float[] backwards = new float[3 * lanes.Lanes];
        int[] tokens = [4, 0, 2];

        matrix.Gather(ref weights[0], ref tokens[0], 1, ref forwards[0], lanes.Lanes, 3);
        matrix.Gather(ref weights[0], ref tokens[2], -1, ref backwards[2 * lanes.Lanes], -lanes.Lanes, 3);

        BitAssert.Same(forwards, backwards);
    }

    [Fact]
    public void AVocabularyHasAsManyColumnsOrOneMore()
    {
        Assert.Throws<ArgumentException>("vocabulary", () => new PackedMatrix(4, 1, 6, padded: true, vocabulary: 7));
        Assert.Throws<ArgumentException>("vocabulary", () => new PackedMatrix(4, 1, 8, padded: true, vocabulary: 6));
        Assert.Throws<ArgumentException>("vocabulary", () => new PackedMatrix(4, 1, 8, padded: true, vocabulary: -6));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TransposeIsAsBefore(bool padded)
    {
        const int Units = 20;
        const int Columns = Vocabulary + 1;
        var lanes = new LaneLayout(Units, 1);
        var transposed = new LaneLayout(Columns, 1);
        var matrix = new PackedMatrix(Units, 1, Columns, padded, Vocabulary);
        int rows = padded ? lanes.Lanes : Units;
        float[] source = Numbers(lanes.MatrixLength(Columns), 1);
        float[] destination = new float[transposed.MatrixLength(rows)];

        matrix.Transpose(ref source[0], ref destination[0]);

        for (int lane = 0; lane < rows; lane++)
        {
            for (int column = 0; column < Columns; column++)
            {
                Assert.Equal(source[lanes.MatrixIndex(lane, column, Columns)], destination[transposed.MatrixIndex(column, lane, rows)]);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 16)]
    [InlineData(33, 48)]
    public void ATableGathersAndScattersRows(int size, int stride)
    {
        var table = new EmbeddingTable(Vocabulary, Vocabulary + 1, size, stride);
        float[] values = Numbers((Vocabulary + 1) * stride, 1);
        float[] expectedGradient = [.. values];
        float[] gradient = [.. values];
        int step = size + 2;
        float[] rows = [.. Enumerable.Repeat(float.NaN, Count * step)];
        int[] tokens = [.. Tokens];

        table.Gather(ref values[0], ref tokens[0], TokenStep, ref rows[0], step, Count);

        for (int i = 0; i < Count; i++)
        {
            BitAssert.Same(values.AsSpan(Column(i) * stride, size), rows.AsSpan(i * step, size));
            Assert.True(float.IsNaN(rows[(i * step) + size]));
            for (int j = 0; j < size; j++)
            {
                expectedGradient[(Column(i) * stride) + j] += rows[(i * step) + j];
            }
        }

        table.Scatter(ref gradient[0], ref tokens[0], TokenStep, ref rows[0], step, Count);
        BitAssert.Same(expectedGradient, gradient);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    public void ThePaddingsRowIsGatheredAndGetsNoGradient(int padding)
    {
        const int Size = 10;
        var table = new EmbeddingTable(Vocabulary, Vocabulary + 1, Size, Size, padding);
        var plain = new EmbeddingTable(Vocabulary, Vocabulary + 1, Size, Size);
        float[] values = Numbers((Vocabulary + 1) * Size, 1);
        float[] expected = [.. values];
        float[] gradient = [.. values];
        float[] rows = new float[Count * Size];
        int[] tokens = [.. Tokens];

        table.Gather(ref values[0], ref tokens[0], TokenStep, ref rows[0], Size, Count);
        table.Scatter(ref gradient[0], ref tokens[0], TokenStep, ref rows[0], Size, Count);
        plain.Scatter(ref expected[0], ref tokens[0], TokenStep, ref rows[0], Size, Count);

        Assert.Equal(values[(padding * Size)..((padding + 1) * Size)], rows[(Place(padding) * Size)..((Place(padding) + 1) * Size)]);
        Assert.NotEqual(values[(padding * Size)..((padding + 1) * Size)], expected[(padding * Size)..((padding + 1) * Size)]);
        values.AsSpan(padding * Size, Size).CopyTo(expected.AsSpan(padding * Size));
        BitAssert.Same(expected, gradient);

        static int Place(int token) => Array.IndexOf([.. Enumerable.Range(0, Count).Select(Column)], token);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(6)]
    [InlineData(int.MaxValue)]
    public void APaddingIsAToken(int padding) => Assert.Throws<ArgumentException>(
        "padding", () => new EmbeddingTable(Vocabulary, Vocabulary + 1, 4, 4, padding));

    [Theory]
    [InlineData(0, 0, 4, 4)]
    [InlineData(6, 5, 4, 4)]
    [InlineData(6, 8, 4, 4)]
    [InlineData(6, 6, 0, 4)]
    [InlineData(6, 6, 4, 3)]
    public void ATableThatCannotBeIsRefused(int vocabulary, int rows, int size, int stride) =>
        Assert.Throws<ArgumentException>(() => new EmbeddingTable(vocabulary, rows, size, stride));

    private static int Column(int i) => Tokens[i * TokenStep] is >= 0 and < Vocabulary and int token ? token : Vocabulary;

    private static float[] Numbers(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble() - 0.5f)];
    }
}
