using CellGen.Generated;
using CellGen.Layout;
using CellGen.Tests.Generated;
using Xunit;

namespace CellGen.Tests;

/// <summary>What is drawn: torch's distributions with the bits of old, Keras', orthogonal gates, forget biases.</summary>
public sealed class InitializationTests
{
    private static readonly string[] Names =
        ["embedding.weight", "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_ci_l0", "head.weight", "head.bias"];

    [Theory]
    [InlineData(0)]
    [InlineData(42)]
    [InlineData(-1)]
    public void TheDefaultIsTensorAfterTensorUniform(int seed)
    {
        float[] packed = new float[TestModel.Length];
        TestModel.CellOnly.Initialize(packed, seed);

        // SplitMix64 written out once more: these bits must never change.
        ulong state = unchecked((ulong)seed);
        float bound = 1 / MathF.Sqrt(TestModel.Hidden);
        foreach (string name in Names[1..6])
        {
            float[] expected = new float[Get(TestModel.CellOnly, packed, name).Length];
            for (int i = 0; i < expected.Length; i++)
            {
                ulong bits = state += 0x9E3779B97F4A7C15;
                bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
                bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
                float unit = ((bits ^ (bits >> 31)) >> 40) / 16777216f;
                expected[i] = ((2 * unit) - 1) * bound;
            }

            BitAssert.Same(expected, Get(TestModel.CellOnly, packed, name));
        }
    }

    [Fact]
    public void NullIsTorch()
    {
        float[] torch = new float[TestModel.Length];
        TestModel.Layout.Initialize(torch, 3, Initialization.Torch);

        BitAssert.Same(torch, TestModel.Packed(3));
        Assert.NotEqual(torch, TestModel.Packed(4));
    }

    [Fact]
    public void AnEmbeddingIsNormal()
    {
        const int Rows = 1000;
        const int Columns = 50;
        var layout = new ParameterLayout(
            "Net",
            new ParameterTensor("embedding.weight", ParameterRole.Embedding, Rows, Columns, Rows, -1, 0, ParameterBlock.Rows(0, Columns)));
        float[] values = new float[Rows * Columns];
        layout.Initialize(values, 1);

        double mean = values.Average(value => (double)value);
        Assert.Equal(0, mean, 4 / Math.Sqrt(values.Length));
        Assert.Equal(1, values.Average(value => (double)value * value), 0.03);
        Assert.Equal(0.6827, values.Count(value => Math.Abs(value) < 1) / (double)values.Length, 0.01);
        Assert.Equal(0.9545, values.Count(value => Math.Abs(value) < 2) / (double)values.Length, 0.005);

        layout.Initialize(values, 1, Initialization.Torch with { EmbeddingBound = 0.25f });
        Assert.InRange(values.Max(), 0.249f, 0.25f);
        Assert.InRange(values.Min(), -0.25f, -0.249f);
    }

    [Fact]
    public void ThePaddingsRowIsZeroAndTheOthersAreAsWithoutOne()
    {
        foreach (var how in new[] { Initialization.Torch, Initialization.Keras, Initialization.Torch with { EmbeddingBound = 0.25f } })
        {
            float[] expected = new float[12];
            float[] values = new float[12];
            Layout(-1).Initialize(expected, 1, how);
            Layout(2).Initialize(values, 1, how);

            Assert.DoesNotContain(0f, expected);
            BitAssert.Same([.. expected[..6], 0, 0, 0, .. expected[9..]], values);
        }

        static ParameterLayout Layout(int padding) => new(
            "Net",
            new ParameterTensor("embedding.weight", ParameterRole.Embedding, 4, 3, 4, -1, 0, ParameterBlock.Rows(0, 3)) { PaddingRow = padding });
    }

    [Fact]
    public void KerasIsGlorotOrthogonalZeroAndOne()
    {
        float[] packed = Drawn(Initialization.Keras);

        float glorot = MathF.Sqrt(6f / ((4 * TestModel.Hidden) + TestModel.Input));
        float[] input = Get(TestModel.Layout, packed, "weight_ih_l0");
        Assert.InRange(input.Max(MathF.Abs), 0.9f * glorot, glorot);
        float head = MathF.Sqrt(6f / (TestModel.Output + TestModel.Hidden));
        Assert.InRange(Get(TestModel.Layout, packed, "head.weight").Max(MathF.Abs), 0.7f * head, head);
        float[] hidden = Get(TestModel.Layout, packed, "weight_hh_l0");
        for (int gate = 0; gate < 4; gate++)
        {
            IsOrthogonal(hidden.AsSpan(gate * 25, 25), 5, 5);
        }

        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Get(TestModel.Layout, packed, "bias_ih_l0"));
        Assert.Equal(new float[20], Get(TestModel.Layout, packed, "bias_hh_l0"));
        Assert.Equal(new float[2], Get(TestModel.Layout, packed, "head.bias"));
        Assert.InRange(Get(TestModel.Layout, packed, "embedding.weight").Max(MathF.Abs), 0.01f, 0.05f);
    }

    [Fact]
    public void TheForgetBiasReplacesItsRowsAndNoOthers()
    {
        float[] torch = Drawn(Initialization.Torch);
        float[] forget = Drawn(Initialization.Torch with { ForgetGateBias = 1.5f });

        foreach (string name in Names)
        {
            float[] expected = Get(TestModel.Layout, torch, name);
            if (name.StartsWith("bias", StringComparison.Ordinal))
            {
                expected.AsSpan(TestModel.Hidden, TestModel.Hidden).Fill(name == "bias_ih_l0" ? 1.5f : 0f);
            }

            BitAssert.Same(expected, Get(TestModel.Layout, forget, name));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 9)]
    [InlineData(9, 4)]
    [InlineData(37, 37)]
    [InlineData(128, 128)]
    public void OrthogonalGatesAreSoToTheLastBits(int units, int columns)
    {
        float[] values = Orthogonal(units, columns, seed: 5);

        for (int gate = 0; gate < 3; gate++)
        {
            IsOrthogonal(values.AsSpan(gate * units * columns, units * columns), units, columns);
        }

        if (units > 1)
        {
            Assert.NotEqual(values, Orthogonal(units, columns, seed: 11));
        }
    }

    [Fact]
    public void OrthogonalBitsAreTheSameOnEveryMachine()
    {
        // A change of these bits changes what every user trains: FNV-1a over them, from the same algorithm in Python.
        uint hash = 2166136261;
        foreach (float value in Orthogonal(37, 37, seed: 5))
        {
            hash = (hash ^ BitConverter.SingleToUInt32Bits(value)) * 16777619;
        }

        Assert.Equal(1318586624u, hash);
    }

    private static float[] Orthogonal(int units, int columns, int seed)
    {
        int length = new LaneLayout(units, 3).MatrixLength(columns);
        var layout = new ParameterLayout(
            "Net",
            new ParameterTensor(
                "w", ParameterRole.HiddenWeight, 3 * units, columns, units, -1, 1, ParameterBlock.Matrix(0, units, 3, columns, 0, 0, 3, 0)));
        float[] packed = new float[length];
        layout.Initialize(packed, seed, new Initialization { HiddenWeights = WeightInitialization.Orthogonal });
        float[] values = new float[3 * units * columns];
        layout.Get(packed, "w", values);
        return values;
    }

    private static void IsOrthogonal(ReadOnlySpan<float> matrix, int rows, int columns)
    {
        bool tall = rows > columns;
        int vectors = Math.Min(rows, columns);
        int size = Math.Max(rows, columns);
        for (int i = 0; i < vectors; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double dot = 0;
                for (int k = 0; k < size; k++)
                {
                    dot += tall
                        ? (double)matrix[(k * columns) + i] * matrix[(k * columns) + j]
                        : (double)matrix[(i * columns) + k] * matrix[(j * columns) + k];
                }

                Assert.Equal(i == j ? 1 : 0, dot, 2e-7); // the rounding to float is all that is left
            }
        }
    }

    private static float[] Drawn(Initialization initialization)
    {
        float[] packed = new float[TestModel.Length];
        TestModel.Layout.Initialize(packed, 42, initialization);
        return packed;
    }

    private static float[] Get(ParameterLayout layout, float[] packed, string name)
    {
        int count = name switch
        {
            "embedding.weight" => TestModel.Vocabulary * TestModel.Input,
            "weight_ih_l0" => 4 * TestModel.Hidden * TestModel.Input,
            "weight_hh_l0" => 4 * TestModel.Hidden * TestModel.Hidden,
            "weight_ci_l0" => TestModel.Hidden,
            "head.weight" => TestModel.Output * TestModel.Hidden,
            "head.bias" => TestModel.Output,
            _ => 4 * TestModel.Hidden,
        };
        float[] values = new float[count];
        layout.Get(packed, name, values);
        return values;
    }
}
