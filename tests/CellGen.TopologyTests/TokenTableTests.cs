using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>An embedding's products, folded into a table, give the same bits; a table is a snapshot.</summary>
public class TokenTableTests
{
    private static readonly int[] Lengths = [70, 1, 5];

    [Fact]
    public void Forward_with_a_table_has_the_same_bits()
    {
        var net = new EmbeddedLstm(1);
        var table = net.FoldEmbedding();
        var workspace = new EmbeddedLstm.Workspace(150);
        var (expected, output) = (new float[3], new float[3]);
        foreach (int steps in new[] { 1, 7, 150 })
        {
            int[] tokens = Tokens.Noise("tokens", steps, 9);
            EmbeddedLstm.State without = default, with = default;
            net.Forward(tokens, expected, ref without, workspace);
            net.Forward(tokens, output, ref with, workspace, table);
            BitEquality.Same(expected, output, "output");
            BitEquality.Same(without.Cell(1), with.Cell(1), "c");
            net.Forward(tokens, expected, workspace);
            net.Forward(tokens, output, workspace, table);
            BitEquality.Same(expected, output, "output from zero");
        }
    }

    [Fact]
    public void Both_directions_without_a_bias_have_the_same_bits()
    {
        var net = new EmbeddedGru(1);
        var workspace = new EmbeddedGru.Workspace(150);
        int[] tokens = [.. Tokens.Noise("tokens", 150, 6).Select(token => token - 1)];
        var (expected, output) = (new float[150 * 20], new float[150 * 20]);
        net.Forward(tokens, expected, workspace);
        net.Forward(tokens, output, workspace, net.FoldEmbedding());
        BitEquality.Same(expected, output, "output");
    }

    [Theory]
    [InlineData(BatchLayout.BatchFirst)]
    [InlineData(BatchLayout.TimeFirst)]
    public void A_batch_has_the_same_bits(BatchLayout layout)
    {
        var net = new FrozenGru(1);
        var workspace = new FrozenGru.Workspace(70);
        int[] tokens = Tokens.Noise("tokens", 210, 8);
        var (expected, output) = (new float[420], new float[420]);
        net.Forward(tokens, expected, Lengths, [], workspace, layout);
        net.Forward(tokens, output, Lengths, [], workspace, layout, net.FoldEmbedding());
        BitEquality.Same(expected, output, "output");
    }

    [Fact]
    public void A_step_has_the_same_bits()
    {
        var net = new EmbeddedLstm(1);
        var table = net.FoldEmbedding();
        EmbeddedLstm.State without = default, with = default;
        var (expected, output) = (new float[3], new float[3]);
        foreach (int token in Tokens.Noise("tokens", 20, 9))
        {
            net.Step(token, expected, ref without);
            net.Step(token, output, ref with, table);
            BitEquality.Same(expected, output, $"token {token}");
        }

        BitEquality.Same(without.Cell(0), with.Cell(0), "c");
    }

    [Fact]
    public void A_table_is_a_snapshot()
    {
        var net = new EmbeddedLstm(1);
        var table = net.FoldEmbedding();
        int[] tokens = Tokens.Noise("tokens", 5, 9);
        float[] Forward(EmbeddedLstm.TokenTable? with)
        {
            var output = new float[3];
            net.Forward(tokens, output, new EmbeddedLstm.Workspace(5), with);
            return output;
        }

        float[] before = Forward(null);
        net.Set("embedding.weight", Noise.Values("other", 45));
        BitEquality.Same(before, Forward(table), "the table of the old embedding");
        Assert.NotEqual(before, Forward(null));
        BitEquality.Same(Forward(null), Forward(net.FoldEmbedding()), "a table of the new one");
    }
}
