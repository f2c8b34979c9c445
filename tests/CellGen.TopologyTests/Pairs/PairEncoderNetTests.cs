using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Pairs;

/// <summary>An encoder of several layers gives what its net gives alone, its gradients are those of differences, and files have its layers' names.</summary>
public class PairEncoderNetTests
{
    private static readonly int[] Target = [3, 7, 2, 0];

    [Fact]
    public void Its_last_state_is_that_of_the_net_alone()
    {
        var pair = new LayeredPair(seed: 1);
        var encoder = new LayeredEncoder();
        var decoder = new LayeredContext();
        Copy(pair, encoder, "encoder.");
        Copy(pair, decoder, "");
        float[] source = Noise.Values("source", 6 * 3);
        LayeredEncoder.State state = default;
        encoder.Forward(source, new float[6 * LayeredEncoder.OutputSize], ref state, new LayeredEncoder.Workspace(6));
        float[] context = [.. state.Gru.Hidden(0, 0), .. state.Gru.Hidden(0, 1)];

        var expected = new float[Target.Length * 8];
        var logits = new float[expected.Length];
        decoder.Forward(context, Target, expected, new LayeredContext.Tape(4));
        pair.Forward(source, Target, logits, new LayeredPair.Tape(4));
        BitEquality.Same(expected, logits, "logits");

        var memory = new LayeredPair.Memory();
        pair.Encode(source, memory);
        BitEquality.Same(context, memory.Context, "context");
    }

    [Fact]
    public void At_every_width_the_bits_are_the_same()
    {
        float[]? expected = null;
        foreach (var width in new[] { Simd.VectorWidth.Bits128, Simd.VectorWidth.Bits256, Simd.VectorWidth.Bits512 }.Where(Simd.Hardware.Supports))
        {
            var pair = new LayeredAdditive(seed: 1) { VectorWidth = width };
            var gradient = new LayeredAdditive.Gradient();
            Run(pair, Noise.Values("source", 5 * 3), gradient);
            expected ??= gradient.Values.ToArray();
            BitEquality.Same(expected, gradient.Values, width.ToString());
        }
    }

    [Fact]
    public void Gradients_are_those_of_differences()
    {
        var additive = new LayeredAdditive(seed: 1);
        var gradient = new LayeredAdditive.Gradient();
        float[] source = Noise.Values("source", 5 * 3);
        Run(additive, source, gradient);
        Differences(additive, () => Run(additive, source, null), gradient.Get);

        var dot = new LayeredDot(seed: 1);
        var ofDot = new LayeredDot.Gradient();
        int[] tokens = [1, 5, 2, 6];
        var tape = new LayeredDot.Tape(4);
        double OfDot(LayeredDot.Gradient? to)
        {
            var logits = new float[Target.Length * 8];
            float[] weights = Noise.Values("weights", logits.Length);
            dot.Forward(tokens, Target, logits, tape);
            if (to is not null)
            {
                dot.Backward(tokens, Target, weights, to, tape);
            }

            return Sum(logits, weights);
        }

        OfDot(ofDot);
        Differences(dot, () => OfDot(null), ofDot.Get);

        var shared = new LayeredSharedPair(seed: 1);
        var ofShared = new LayeredSharedPair.Gradient();
        var sharedTape = new LayeredSharedPair.Tape(4);
        double OfShared(LayeredSharedPair.Gradient? to)
        {
            var logits = new float[Target.Length * 8];
            float[] weights = Noise.Values("weights", logits.Length);
            shared.Forward(tokens, Target, logits, sharedTape);
            if (to is not null)
            {
                shared.Backward(tokens, Target, weights, to, sharedTape);
            }

            return Sum(logits, weights);
        }

        OfShared(ofShared);
        Differences(shared, () => OfShared(null), ofShared.Get);
    }

    [Fact]
    public void What_it_drops_is_chosen_by_the_seed_and_has_the_gradients_of_differences()
    {
        var net = new LayeredDropping(seed: 1);
        var tape = new LayeredDropping.Tape(4);
        float[] source = Noise.Values("source", 5 * 3);
        double Run(int seed, LayeredDropping.Gradient? gradient)
        {
            var logits = new float[Target.Length * 8];
            float[] weights = Noise.Values("weights", logits.Length);
            tape.DropoutSeed = seed;
            net.Forward(source, Target, logits, tape);
            if (gradient is not null)
            {
                net.Backward(source, Target, weights, gradient, tape);
            }

            return Sum(logits, weights);
        }

        var found = new LayeredDropping.Gradient();
        double first = Run(1, found);
        Assert.NotEqual(first, Run(2, null));
        Assert.Equal(first, Run(1, null));
        Differences(net, () => Run(1, null), found.Get);
        tape.Training = false;
        Assert.Equal(Run(1, null), Run(2, null));
    }

    [Fact]
    public void A_frozen_table_is_behind_what_is_trained_and_stays()
    {
        var net = new LayeredFrozenPair(seed: 1);
        float[] before = Tensor(net, "encoder.embedding.weight", 7 * 5);
        Assert.Equal(net.Parameters.Length, new LayeredFrozenPair.Gradient().Values.Length);
        Assert.Throws<ArgumentException>(() => new LayeredFrozenPair.Gradient().Get("encoder.embedding.weight", new float[35]));
        var sequences = new SequenceList();
        sequences.Add([1, 5, 2], labels: Target);
        float[] dense = Tensor(net, "encoder.dense.weight", 4 * 5);
        new Trainer<LayeredFrozenPair>(net, new AdamW(net.Parameters.Length, learningRate: 0.1f, weightDecay: 0.5f), Loss.CrossEntropy).Fit(sequences, null, epochs: 5);
        BitEquality.Same(before, Tensor(net, "encoder.embedding.weight", 7 * 5), "table");
        Assert.NotEqual(dense, Tensor(net, "encoder.dense.weight", 4 * 5));
    }

    [Fact]
    public void Its_layers_are_recorded_under_their_names()
    {
        var pair = new LayeredAdditive(seed: 1);
        var encoder = new LayeredEncoder();
        Copy(pair, encoder, "encoder.");
        float[] source = Noise.Values("source", 6 * 3);
        var tape = new LayeredAdditive.Tape(4);
        pair.Forward(source, Target, new float[Target.Length * 8], tape);
        var alone = new LayeredEncoder.Tape(6);
        encoder.Forward(source, new float[6 * LayeredEncoder.OutputSize], alone);
        Recording seen = tape.Record();
        foreach (Trace trace in alone.Record().Traces)
        {
            BitEquality.Same(trace.Values, seen["encoder." + trace.Name, trace.Layer, trace.Direction].Values, trace.ToString());
        }

        Assert.Equal((4, 6), (seen["attention"].Steps, seen["attention"].Units));
    }

    [Fact]
    public void For_inference_alone_it_decodes_as_the_other()
    {
        var net = new LayeredDot(seed: 3);
        using var file = new MemoryStream();
        net.Save(file);
        file.Position = 0;
        LayeredLean lean = LayeredLean.Load(file);
        var expected = new float[8];
        var actual = new float[8];
        var (memory, leanMemory) = (new LayeredDot.Memory(), new LayeredLean.Memory());
        LayeredDot.State state = default;
        LayeredLean.State leanState = default;
        net.Encode([1, 5, 2], memory);
        lean.Encode([1, 5, 2], leanMemory);
        for (int step = 0; step < 3; step++)
        {
            net.Step(step + 1, expected, memory, ref state);
            lean.Step(step + 1, actual, leanMemory, ref leanState);
            BitEquality.Same(expected, actual, $"step {step}");
        }

        Assert.False(lean is ITrainable);
    }

    private static double Run(LayeredAdditive net, float[] source, LayeredAdditive.Gradient? gradient)
    {
        var logits = new float[Target.Length * 8];
        float[] weights = Noise.Values("weights", logits.Length);
        var tape = new LayeredAdditive.Tape(4);
        net.Forward(source, Target, logits, tape);
        if (gradient is not null)
        {
            net.Backward(source, Target, weights, gradient, tape);
        }

        return Sum(logits, weights);
    }

    private static double Sum(float[] logits, float[] weights) => logits.Zip(weights, (a, b) => (double)a * b).Sum();

    private static void Differences(ITrainable net, Func<double> loss, PairDifferences.TensorOf gradient)
    {
        foreach (SafeTensor tensor in Tensors(net))
        {
            float[] values = Tensor(net, tensor.Name, tensor.Count);
            var found = new float[values.Length];
            gradient(tensor.Name, found);
            PairDifferences.Check(
                () =>
                {
                    net.Set(tensor.Name, values);
                    return loss();
                },
                values,
                found,
                tensor.Name);
            net.Set(tensor.Name, values);
        }
    }

    /// <summary>Gives a net the tensors that another has with a prefix.</summary>
    private static void Copy(INetwork from, INetwork to, string prefix)
    {
        foreach (SafeTensor tensor in Tensors(to))
        {
            to.Set(tensor.Name, Tensor(from, prefix + tensor.Name, tensor.Count));
        }
    }

    private static IReadOnlyList<SafeTensor> Tensors(INetwork net)
    {
        using var file = new MemoryStream();
        net.Save(file);
        file.Position = 0;
        return SafeTensors.Read(file).Tensors;
    }

    private static float[] Tensor(INetwork net, string name, int length)
    {
        var values = new float[length];
        net.Get(name, values);
        return values;
    }
}
