using CellGen.NumericTests;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>An embedding gives the bits of the same net over rows that the test looks up, forward and backward.</summary>
public class EmbeddingTests
{
    private static readonly int[] StepCounts = [1, 2, 7, 150];

    private delegate void Get(string name, Span<float> destination);

    [Fact]
    public void One_direction_and_a_head()
    {
        var net = new EmbeddedLstm(1);
        var twin = new LookedUpLstm(2);
        Weights.Copy(net, twin);
        foreach (int steps in StepCounts)
        {
            int[] tokens = Tokens.Noise("tokens", steps, 9);
            var expected = new LookedUpLstm.Gradient();
            var gradient = new EmbeddedLstm.Gradient();
            var dense = Harnesses.Dense(twin).Run(Tokens.LookUp(tokens, Weights.Of(net, "embedding.weight"), 5), gradient: expected);
            var embedded = Harnesses.Tokens(net).Run(tokens, gradient: gradient);
            AssertSame(dense, embedded);
            AssertSameGradients(Weights.Lengths(twin), expected.Get, gradient.Get);
            AssertScattered(dense["input gradient 0"], tokens, 9, 5, gradient.Get);
        }
    }

    [Fact]
    public void Two_directions_without_a_bias_and_tokens_out_of_the_vocabulary()
    {
        var net = new EmbeddedGru(1);
        var twin = new LookedUpGru(2);
        Weights.Copy(net, twin);
        foreach (int steps in StepCounts)
        {
            int[] tokens = [.. Tokens.Noise("tokens", steps, 7).Select(token => token > 5 ? int.MinValue + token : token - 1)];
            var expected = new LookedUpGru.Gradient();
            var gradient = new EmbeddedGru.Gradient();
            var dense = Harnesses.Dense(twin).Run(Tokens.LookUp(tokens, Weights.Of(net, "embedding.weight"), 3), gradient: expected);
            var embedded = Harnesses.Tokens(net).Run(tokens, gradient: gradient);
            AssertSame(dense, embedded);
            AssertSameGradients(Weights.Lengths(twin), expected.Get, gradient.Get);
            AssertScattered(dense["input gradient 0"], tokens, 5, 3, gradient.Get);
        }
    }

    [Fact]
    public void A_frozen_one()
    {
        var net = new FrozenGru(1);
        var twin = new LookedUpFrozenGru(2);
        Weights.Copy(net, twin);
        foreach (int steps in StepCounts)
        {
            int[] tokens = Tokens.Noise("tokens", steps, 8);
            var expected = new LookedUpFrozenGru.Gradient();
            var gradient = new FrozenGru.Gradient();
            var dense = Harnesses.Dense(twin).Run(Tokens.LookUp(tokens, Weights.Of(net, "embedding.weight"), 6), gradient: expected);
            AssertSame(dense, Harnesses.Tokens(net).Run(tokens, gradient: gradient));
            AssertSameGradients(Weights.Lengths(twin), expected.Get, gradient.Get);
        }
    }

    [Fact]
    public void A_step_has_the_same_bits()
    {
        var net = new EmbeddedLstm(1);
        int[] tokens = Tokens.Noise("tokens", 6, 9);
        EmbeddedLstm.State state = default;
        var output = new float[3];
        var expected = new float[3];
        for (int i = 0; i < tokens.Length; i++)
        {
            net.Step(tokens[i], output, ref state);
            net.Forward(tokens.AsSpan(0, i + 1), expected, new EmbeddedLstm.Workspace(6));
            BitEquality.Same(expected, output, $"step {i}");
        }
    }

    private static void AssertSame(Dictionary<string, float[]> dense, Dictionary<string, float[]> embedded)
    {
        string[] names = [.. dense.Keys.Where(name => name is not ("gradient" or "input gradient 0"))];
        foreach (string name in names)
        {
            BitEquality.Same(dense[name], embedded[name], name);
        }
    }

    private static void AssertSameGradients(Dictionary<string, int> tensors, Get expected, Get gradient)
    {
        foreach ((string name, int length) in tensors)
        {
            var values = new float[length];
            var found = new float[length];
            expected(name, values);
            gradient(name, found);
            BitEquality.Same(values, found, $"gradient of {name}");
            Assert.True(values.AsSpan().ContainsAnyExcept(0f) || name.StartsWith("weight_hh"), name);
        }
    }

    /// <summary>The gradient of each row is the sum of the gradients of the inputs that it was, in their order.</summary>
    private static void AssertScattered(float[] inputGradient, int[] tokens, int rows, int size, Get gradient)
    {
        var expected = new float[rows * size];
        for (int i = 0; i < inputGradient.Length; i++)
        {
            expected[(Tokens.Row(tokens[i / size], rows) * size) + (i % size)] += inputGradient[i];
        }

        var found = new float[expected.Length];
        gradient("embedding.weight", found);
        BitEquality.Same(expected, found, "gradient of embedding.weight");
    }
}
