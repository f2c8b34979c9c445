using CellGen.NumericTests;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>How a generated net's weights are drawn.</summary>
public class InitializationTests
{
    private static readonly Initialization Orthogonal = new() { HiddenWeights = WeightInitialization.Orthogonal, ForgetGateBias = 1 };

    [Fact]
    public void Keras_recurrent_weights_are_orthogonal_gate_by_gate()
    {
        var net = new PlainLstm(1, Initialization.Keras);
        foreach (string layer in new[] { "_l0", "_l0_reverse", "_l1", "_l1_reverse" })
        {
            AssertOrthogonal(Weights.Of(net, "weight_hh" + layer), 10, 10);
            AssertFilled(Weights.Of(net, "bias_ih" + layer), 10, 0, 1, 0, 0);
            AssertFilled(Weights.Of(net, "bias_hh" + layer), 10, 0, 0, 0, 0);
        }

        AssertUniform(Weights.Of(net, "weight_ih_l0"), Math.Sqrt(6.0 / (40 + 7)));
        AssertUniform(Weights.Of(net, "weight_ih_l1_reverse"), Math.Sqrt(6.0 / (40 + 20)));
        AssertUniform(Weights.Of(net, "head.weight"), Math.Sqrt(6.0 / (4 + 20)));
        Assert.Equal(new float[4], Weights.Of(net, "head.bias"));
    }

    [Fact]
    public void Other_shapes_of_recurrent_weights_are_orthogonal_too()
    {
        AssertOrthogonal(Weights.Of(new ResetBeforeGru(1, Orthogonal), "weight_hh_l0_reverse"), 9, 9);
        AssertOrthogonal(Weights.Of(new ProjectedLstm(1, Orthogonal), "weight_hh_l1"), 10, 6);
        AssertOrthogonal(Weights.Of(new BatchRnn(1, Orthogonal), "weight_hh_l0"), 33, 33);
    }

    [Fact]
    public void Each_gates_recurrent_matrix_has_the_spectral_radius_that_is_asked_for()
    {
        foreach (WeightInitialization how in Enum.GetValues<WeightInitialization>())
        {
            var start = new Initialization { HiddenWeights = how, SpectralRadius = 0.75f };
            foreach (float[] gate in Weights.Of(new PlainLstm(1, start), "weight_hh_l1_reverse").Chunk(100))
            {
                Assert.Equal(0.75, SpectralRadius.Of(gate, 10), 1e-6);
            }
        }

        // Other matrices are as they were drawn, and so is what is not square.
        var scaled = new PlainLstm(1, new Initialization { SpectralRadius = 2 });
        var plain = new PlainLstm(1);
        BitEquality.Same(Weights.Of(plain, "weight_ih_l1"), Weights.Of(scaled, "weight_ih_l1"), "weight_ih_l1");
        BitEquality.Same(Weights.Of(plain, "head.weight"), Weights.Of(scaled, "head.weight"), "head.weight");
        var projected = new ProjectedLstm(1, new Initialization { SpectralRadius = 2 });
        BitEquality.Same(Weights.Of(new ProjectedLstm(1), "weight_hh_l1"), Weights.Of(projected, "weight_hh_l1"), "weight_hh_l1");
        Assert.Throws<ArgumentOutOfRangeException>("SpectralRadius", () => new Initialization { SpectralRadius = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("Deviation", () => new Initialization { Deviation = float.NaN });
    }

    [Fact]
    public void Normal_weights_have_the_deviation_that_they_should_have()
    {
        var start = new Initialization { InputWeights = WeightInitialization.GlorotNormal, HiddenWeights = WeightInitialization.Normal };
        AssertNormal(Weights.Of(new BatchRnn(1, start), "weight_hh_l0"), Math.Sqrt(1 / 33.0));
        AssertNormal(Weights.Of(new BatchRnn(1, start with { Deviation = 0.01f }), "weight_hh_l0"), 0.01);
        AssertNormal(Weights.Of(new PlainLstm(1, start), "weight_ih_l1"), Math.Sqrt(2.0 / (40 + 20)));

        // Mean 0, the deviation, and about a third outside it; a uniform distribution has 42 %.
        static void AssertNormal(float[] values, double deviation)
        {
            Assert.InRange(values.Average(), -0.1 * deviation, 0.1 * deviation);
            Assert.InRange(Math.Sqrt(values.Average(value => (double)value * value)), 0.92 * deviation, 1.08 * deviation);
            Assert.InRange(values.Count(value => Math.Abs(value) > deviation) / (double)values.Length, 0.27, 0.37);
            Assert.Contains(values, value => Math.Abs(value) > 2.5 * deviation);
        }
    }

    [Fact]
    public void The_default_is_not_orthogonal() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(
        () => AssertOrthogonal(Weights.Of(new PlainLstm(1), "weight_hh_l0"), 10, 10));

    [Fact]
    public void The_forget_gate_has_its_bias_in_every_cell_that_has_one()
    {
        var coupled = new CoupledLstm(1, Initialization.Keras);
        AssertFilled(Weights.Of(coupled, "bias_ih_l0"), 10, 1, 0, 0);
        AssertFilled(Weights.Of(coupled, "bias_hh_l0"), 10, 0, 0, 0);
        AssertFilled(Weights.Of(new ForgetMinLstm(1, Initialization.Keras), "bias_ih_l0"), 10, 1, 0, 0);

        // Over torch's distribution only the rows of the forget gate differ.
        var net = new PlainLstm(1, Initialization.Torch with { ForgetGateBias = 1 });
        var plain = new PlainLstm(1);
        foreach ((string name, float expected) in new[] { ("bias_ih_l1", 1f), ("bias_hh_l1", 0f) })
        {
            float[] values = Weights.Of(net, name);
            Assert.All(values[10..20], value => Assert.Equal(expected, value));
            BitEquality.Same(Weights.Of(plain, name).AsSpan(0, 10), values.AsSpan(0, 10), name);
            BitEquality.Same(Weights.Of(plain, name).AsSpan(20), values.AsSpan(20), name);
        }
    }

    [Fact]
    public void A_cell_without_a_forget_gate_ignores_its_bias() => BitEquality.Same(
        new BatchGru(1).Parameters, new BatchGru(1, new Initialization { ForgetGateBias = 1 }).Parameters, "parameters");

    [Fact]
    public void The_default_is_torchs()
    {
        var net = new PlainLstm(5);
        BitEquality.Same(net.Parameters, new PlainLstm(5, Initialization.Torch).Parameters, "parameters");
        BitEquality.Same(net.Parameters, new PlainLstm(5, null).Parameters, "parameters");
        Assert.NotEqual(net.Parameters.ToArray(), new PlainLstm(6).Parameters.ToArray());

        // Tensor after tensor in torch's order, from Vigna's SplitMix64; every bit is fixed.
        ulong state = 5;
        string[] names = [.. Weights.Lengths(net).Keys];
        foreach (string name in new[] { "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_ih_l0_reverse" })
        {
            Assert.Contains(name, names);
            float[] expected = [.. Weights.Of(net, name).Select(_ => ((2 * NextSingle(ref state)) - 1) * (1 / MathF.Sqrt(10)))];
            BitEquality.Same(expected, Weights.Of(net, name), name);
        }
    }

    private static float NextSingle(ref ulong state)
    {
        ulong bits = state += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return (float)((bits ^ (bits >> 31)) >> 40) * (1f / (1 << 24));
    }

    /// <summary>Each gate's rows, or its columns where they are fewer, are orthonormal.</summary>
    private static void AssertOrthogonal(float[] weights, int rows, int columns)
    {
        foreach (float[] gate in weights.Chunk(rows * columns))
        {
            int count = Math.Min(rows, columns), size = Math.Max(rows, columns);
            float At(int vector, int element) => rows > columns ? gate[(element * columns) + vector] : gate[(vector * columns) + element];
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < count; j++)
                {
                    double dot = Enumerable.Range(0, size).Sum(k => (double)At(i, k) * At(j, k));
                    Assert.InRange(dot, (i == j ? 1 : 0) - 1e-6, (i == j ? 1 : 0) + 1e-6);
                }
            }
        }
    }

    private static void AssertFilled(float[] values, int units, params float[] gates) =>
        Assert.Equal([.. gates.SelectMany(gate => Enumerable.Repeat(gate, units))], values);

    private static void AssertUniform(float[] values, double bound)
    {
        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        Assert.InRange(values.Max(Math.Abs), 0.9 * bound, bound);
    }
}
