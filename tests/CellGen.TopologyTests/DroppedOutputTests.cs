using CellGen.Generated;
using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>
/// Dropout between layers, built again from its parts: the first layer alone, Dropout.Mask, the second layer alone. Forward
/// and backward have the same bits.
/// </summary>
public class DroppedOutputTests
{
    private const int Steps = 70;
    private const int Size = 16;

    [Fact]
    public void Each_output_has_its_own_mask() =>
        AssertBuilt(new DropGru(1), tape => tape.DropoutSeed = 9, sequence => Mask(Steps * Size, 0.4f, sequence));

    [Fact]
    public void Variational_dropout_has_one_mask_for_all_steps() => AssertBuilt(
        new VariationalGru(2),
        tape => tape.DropoutSeed = 9,
        sequence => [.. Enumerable.Repeat(Mask(Size, 0.4f, sequence), Steps).SelectMany(row => row)]);

    [Fact]
    public void A_probability_of_1_drops_everything()
    {
        AssertBuilt(new DropAllGru(3), tape => tape.DropoutSeed = 9, _ => new float[Steps * Size]);

        var net = new DropAllGru(3);
        var tape = new DropAllGru.Tape(Steps);
        var gradient = new DropAllGru.Gradient();
        float[] input = Noise.Values("input", Steps * 5);
        var inputGradient = new float[input.Length];
        net.Forward(input, new float[Steps * Size], tape);
        net.Backward(input, Noise.Values("output gradient", Steps * Size), inputGradient, gradient, tape);
        Assert.False(inputGradient.AsSpan().ContainsAnyExcept(0f));
        var values = new float[24 * 5];
        gradient.Get("weight_ih_l0", values);
        Assert.False(values.AsSpan().ContainsAnyExcept(0f));
    }

    /// <summary>The documented key: the seed, the number of the sequence since it was set, twice the layer.</summary>
    private static float[] Mask(int count, float probability, int sequence)
    {
        var mask = new float[count];
        Dropout.Mask(mask, probability, Dropout.Key(9, (ulong)sequence, 0));
        return mask;
    }

    private static void AssertBuilt<TState, TWorkspace, TTape, TGradient>(
        IDenseNet<TState, TWorkspace, TTape, TGradient> net, Action<TTape> seed, Func<int, float[]> maskOf)
        where TState : struct
        where TWorkspace : class
        where TTape : class
        where TGradient : class
    {
        var (lower, upper) = (new LowerGru(), new UpperGru());
        foreach (string direction in new[] { "", "_reverse" })
        {
            foreach (string name in new[] { "weight_ih", "weight_hh", "bias_ih", "bias_hh" })
            {
                lower.Set($"{name}_l0{direction}", Weights.Of(net, $"{name}_l0{direction}"));
                upper.Set($"{name}_l0{direction}", Weights.Of(net, $"{name}_l1{direction}"));
            }
        }

        var harness = Harnesses.Dense(net);
        var tape = harness.NewTape(Steps);
        seed(tape);
        float[] input = Noise.Values("input", Steps * 5);
        float[] outputGradient = Noise.Values("output gradient 0", Steps * Size);
        for (int sequence = 0; sequence < 3; sequence++)
        {
            float[] mask = maskOf(sequence);
            var (lowerTape, upperTape) = (new LowerGru.Tape(Steps), new UpperGru.Tape(Steps));
            float[] masked = new float[Steps * Size], output = new float[Steps * Size];
            TState state = default;
            lower.Forward(input, masked, lowerTape);
            Apply(mask, masked);
            upper.Forward(masked, output, upperTape);
            var found = new float[Steps * Size];
            net.Forward(input, found, ref state, tape);
            BitEquality.Same(output, found, $"output of sequence {sequence}");

            float[] maskedGradient = new float[Steps * Size], inputGradient = new float[input.Length], foundGradient = new float[input.Length];
            var (lowerWeights, upperWeights, weights) = (new LowerGru.Gradient(), new UpperGru.Gradient(), Activator.CreateInstance<TGradient>());
            upper.Backward(masked, outputGradient, maskedGradient, upperWeights, upperTape);
            Apply(mask, maskedGradient);
            lower.Backward(input, maskedGradient, inputGradient, lowerWeights, lowerTape);
            state = default;
            net.Backward(input, outputGradient, foundGradient, ref state, weights, tape);
            BitEquality.Same(inputGradient, foundGradient, $"input gradient of sequence {sequence}");
            var get = typeof(TGradient).GetMethod("Get")!.CreateDelegate<Get>(weights);
            foreach ((string name, int length) in Weights.Lengths(lower))
            {
                AssertSame(lowerWeights.Get, name, get, name, length);
            }

            foreach ((string name, int length) in Weights.Lengths(upper))
            {
                AssertSame(upperWeights.Get, name, get, name.Replace("_l0", "_l1"), length);
            }
        }
    }

    private delegate void Get(string name, Span<float> destination);

    private static void AssertSame(Get expected, string name, Get found, string foundName, int length)
    {
        float[] values = new float[length], others = new float[length];
        expected(name, values);
        found(foundName, others);
        BitEquality.Same(values, others, $"gradient of {foundName}");
    }

    /// <summary>A dropped value is +0.</summary>
    private static void Apply(float[] mask, float[] values)
    {
        for (int i = 0; i < mask.Length; i++)
        {
            values[i] = mask[i] == 0 ? 0f : values[i] * mask[i];
        }
    }
}
