using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>The row of an embedding's padding (torch's padding_idx): zero when drawn, never trained, loaded as it is.</summary>
public class PaddingTests
{
    private const int Size = 5;
    private const int Row = 3 * Size;

    private static readonly int[] Tokens = [3, 0, 3, 8, 1, 3];

    private delegate void Get(string name, Span<float> destination);

    [Fact]
    public void It_is_drawn_as_zeros_and_the_other_rows_as_without_it()
    {
        float[] expected = Table(new EmbeddedLstm(7).Get);
        expected.AsSpan(Row, Size).Clear();
        BitEquality.Same(expected, Table(new PaddedLstm(7).Get), "embedding");

        float[] frozen = Table(new PaddedFrozenRnn(7).Get, 10);
        Assert.Equal([0f, 0f], frozen[..2]);
        Assert.DoesNotContain(0f, frozen[2..]);
    }

    [Fact]
    public void Its_gradient_is_zero_and_the_others_are_as_without_it()
    {
        var net = new PaddedLstm(1);
        var twin = new EmbeddedLstm(2);
        net.Parameters.CopyTo(twin.Parameters);
        var (expected, gradient) = (new EmbeddedLstm.Gradient(), new PaddedLstm.Gradient());
        var (expectedOutput, output) = (new float[3], new float[3]);
        var (twinTape, tape) = (new EmbeddedLstm.Tape(6), new PaddedLstm.Tape(6));

        twin.Forward(Tokens, expectedOutput, twinTape);
        twin.Backward(Tokens, Noise.Values("output gradient", 3), expected, twinTape);
        net.Forward(Tokens, output, tape);
        net.Backward(Tokens, Noise.Values("output gradient", 3), gradient, tape);

        BitEquality.Same(expectedOutput, output, "output");
        float[] table = Table(expected.Get);
        Assert.DoesNotContain(0f, table[Row..(Row + Size)]);
        table.AsSpan(Row, Size).Clear();
        BitEquality.Same(table, Table(gradient.Get), "gradient of embedding.weight");
        expected.Values[^(9 * 16)..].Clear();
        gradient.Values[^(9 * 16)..].Clear();
        BitEquality.Same(expected.Values, gradient.Values, "the other gradients");
    }

    [Fact]
    public void A_batch_with_padding_leaves_it_too()
    {
        var net = new PaddedLstm(1);
        var tape = new PaddedLstm.Tape(6, 2);
        var gradient = new PaddedLstm.Gradient();
        int[] tokens = [1, 2, 3, 3, 3, 3, .. Tokens];

        net.Forward(tokens, new float[6], [6, 6], [], tape);
        net.Backward(tokens, Noise.Values("output gradient", 6), [6, 6], [], gradient, tape);

        float[] table = Table(gradient.Get);
        Assert.Equal(new float[Size], table[Row..(Row + Size)]);
        Assert.True(table.AsSpan(0, Row).ContainsAnyExcept(0f));
    }

    [Fact]
    public void Training_leaves_it()
    {
        var net = new PaddedLstm(1);
        float[] before = Table(net.Get);
        var tape = new PaddedLstm.Tape(6);
        var gradient = new PaddedLstm.Gradient();
        foreach (IOptimizer optimizer in new IOptimizer[]
        {
            new Adam(net.Parameters.Length, learningRate: 0.1f, weightDecay: 0.1f), new Sgd(net.Parameters.Length, learningRate: 0.1f, momentum: 0.9f),
        })
        {
            for (int step = 0; step < 3; step++)
            {
                net.Forward(Tokens, new float[3], tape);
                net.Backward(Tokens, Noise.Values("output gradient", 3), gradient, tape);
                optimizer.Step(net.Parameters, gradient.Values);
            }
        }

        float[] after = Table(net.Get);
        BitEquality.Same(new float[Size], after.AsSpan(Row, Size), "padding");
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void A_row_that_was_set_is_saved_loaded_read_and_folded()
    {
        var net = new PaddedLstm(1);
        float[] rows = Noise.Values("pretrained", 45);
        net.Set("embedding.weight", rows);
        using var file = new MemoryStream();
        net.Save(file);
        file.Position = 0;
        var loaded = PaddedLstm.Load(file);
        BitEquality.Same(rows, Table(loaded.Get), "embedding");

        var twin = new EmbeddedLstm(2);
        loaded.Parameters.CopyTo(twin.Parameters);
        var (expected, output) = (new float[3], new float[3]);
        twin.Forward(Tokens, expected, new EmbeddedLstm.Workspace(6));
        loaded.Forward(Tokens, output, new PaddedLstm.Workspace(6));
        BitEquality.Same(expected, output, "output");
        loaded.Forward(Tokens, output, new PaddedLstm.Workspace(6), loaded.FoldEmbedding());
        BitEquality.Same(expected, output, "output from the table");
    }

    private static float[] Table(Get get, int length = 45)
    {
        float[] values = new float[length];
        get("embedding.weight", values);
        return values;
    }
}
