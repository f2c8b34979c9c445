using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>Tokens give the bits of the same net over one-hot rows, forward and backward.</summary>
public class TokenTests
{
    private static readonly int[] StepCounts = [1, 2, 7, 150];

    [Fact]
    public void Two_layers_and_two_directions()
    {
        var tokens = new TokenGru(1);
        var dense = new OneHotGru(2);
        Weights.Copy(tokens, dense);
        foreach (int steps in StepCounts)
        {
            int[] sequence = Tokens.Noise("tokens", steps, 11);
            AssertSame(Harnesses.Dense(dense).Run(Tokens.OneHot(sequence, 11)), Harnesses.Tokens(tokens).Run(sequence));
        }
    }

    [Fact]
    public void Without_a_bias()
    {
        var tokens = new TokenMinGru(1);
        var dense = new OneHotMinGru(2);
        Weights.Copy(tokens, dense);
        foreach (int steps in StepCounts)
        {
            int[] sequence = Tokens.Noise("tokens", steps, 9);
            AssertSame(Harnesses.Dense(dense).Run(Tokens.OneHot(sequence, 9)), Harnesses.Tokens(tokens).Run(sequence));
        }
    }

    [Fact]
    public void Out_of_the_vocabulary_every_index_selects_the_last_column()
    {
        var (tokens, dense) = Open();
        int[] sequence = [0, -1, 5, int.MaxValue, 6, int.MinValue, 1_000_000, 2];
        AssertSame(Harnesses.Dense(dense).Run(Tokens.OneHot(sequence, 7)), Harnesses.Tokens(tokens).Run(sequence));
        int[] last = [0, 6, 5, 6, 6, 6, 6, 2];
        BitEquality.Same(Harnesses.Tokens(tokens).Run(last), Harnesses.Tokens(tokens).Run(sequence), "any index and the last");
    }

    [Fact]
    public void Its_gradient_goes_to_the_last_column()
    {
        var (tokens, _) = Open();
        float[] Gradient(params int[] sequence)
        {
            var tape = new OpenTokenLstm.Tape(sequence.Length);
            var gradient = new OpenTokenLstm.Gradient();
            tokens.Forward(sequence, new float[3 * sequence.Length], tape);
            tokens.Backward(sequence, Noise.Values("output gradient", 3 * sequence.Length), gradient, tape);
            var values = new float[4 * 12 * 7];
            gradient.Get("weight_ih_l0", values);
            return values;
        }

        foreach ((int[] sequence, int[] columns) in new (int[], int[])[] { ([int.MaxValue], [6]), ([-5, 99], [6]), ([3, 5], [3, 5]), ([4, -1], [4, 6]) })
        {
            var values = Gradient(sequence);
            int[] changed = [.. Enumerable.Range(0, 7).Where(column => Enumerable.Range(0, 48).Any(row => values[(row * 7) + column] != 0))];
            Assert.Equal(columns, changed);
        }
    }

    [Fact]
    public void A_step_has_the_same_bits()
    {
        var (tokens, dense) = Open();
        int[] sequence = [0, -1, 5, int.MaxValue, 6, 3];
        float[] oneHot = Tokens.OneHot(sequence, 7);
        var expected = new float[6 * 3];
        dense.Forward(oneHot, expected, new OpenOneHotLstm.Workspace(6));
        OpenTokenLstm.State state = default;
        OpenOneHotLstm.State denseState = default;
        var output = new float[3];
        for (int i = 0; i < 6; i++)
        {
            tokens.Step(sequence[i], output, ref state);
            BitEquality.Same(expected.AsSpan(i * 3, 3), output, $"step {i} and Forward");
            dense.Step(oneHot.AsSpan(i * 7, 7), output, ref denseState);
            BitEquality.Same(expected.AsSpan(i * 3, 3), output, $"dense step {i}");
            BitEquality.Same(denseState.Cell(1), state.Cell(1), "c");
        }
    }

    private static (OpenTokenLstm Tokens, OpenOneHotLstm Dense) Open()
    {
        var tokens = new OpenTokenLstm(1);
        var dense = new OpenOneHotLstm(2);
        Weights.Copy(tokens, dense);
        return (tokens, dense);
    }

    /// <summary>One-hot rows also have a gradient, which tokens have not.</summary>
    private static void AssertSame(Dictionary<string, float[]> dense, Dictionary<string, float[]> tokens)
    {
        Assert.True(dense.Remove("input gradient 0"));
        BitEquality.Same(dense, tokens, "one-hot rows and tokens");
    }
}
