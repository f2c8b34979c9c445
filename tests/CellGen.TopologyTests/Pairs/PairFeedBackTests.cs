using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Pairs;

/// <summary>Decoders that read what they wrote while they are trained: the bits of Decode and of steps, gradients through what was read, and nothing allocated.</summary>
public class PairFeedBackTests
{
    private static readonly int[] Sources = PairGoldens.Sources;
    private static readonly int[] Lengths = PairGoldens.Targets;
    private static readonly int[] Given = PairGoldens.Given;

    [Fact]
    public void What_it_wrote_is_read_in_batches_alone_and_in_steps() => Check<FedPair, FedPair.State, FedPair.Memory, FedPair.Workspace, FedPair.Tape, FedPair.Gradient>(
        new(), new(9), new(6, 3), new(), new(), gradient => gradient.Values);

    [Fact]
    public void What_it_wrote_is_read_beside_what_is_attended_to() =>
        Check<FedAdditivePair, FedAdditivePair.State, FedAdditivePair.Memory, FedAdditivePair.Workspace, FedAdditivePair.Tape, FedAdditivePair.Gradient>(
            new(), new(9), new(6, 3), new(), new(), gradient => gradient.Values);

    [Fact]
    public void Gradients_go_through_what_was_read()
    {
        var net = PairGoldens.Weighted<FedAdditivePair>();
        float[] source = Noise.Values("source", 4 * 3);
        float[] input = Noise.Values("input", 2 * 2);
        float[] weights = Noise.Values("weights", 5 * 2);
        var output = new float[5 * 2];
        var tape = new FedAdditivePair.Tape(5);
        var gradient = new FedAdditivePair.Gradient();
        double Loss()
        {
            net.Forward(source, input, output, tape);
            return output.Zip(weights, (a, b) => (double)a * b).Sum();
        }

        Loss();
        net.Backward(source, input, weights, gradient, tape);
        PairDifferences.Check(net, nameof(FedAdditivePair), Loss, gradient.Get);
    }

    [Fact]
    public void Gradients_go_to_the_context()
    {
        var net = PairGoldens.Weighted<FedStylePair>();
        float[] context = Noise.Values("context", FedStylePair.ContextSize);
        float[] first = Noise.Values("first", 2);
        float[] weights = Noise.Values("weights", 5 * 2);
        var output = new float[5 * 2];
        var tape = new FedStylePair.Tape(5);
        var gradient = new FedStylePair.Gradient();
        var contextGradient = new float[FedStylePair.ContextSize];
        double Loss()
        {
            net.Forward(context, first, output, tape);
            return output.Zip(weights, (a, b) => (double)a * b).Sum();
        }

        Loss();
        net.Backward(context, first, weights, contextGradient, gradient, tape);
        PairDifferences.Check(Loss, context, contextGradient, "context");
        PairDifferences.Check(net, nameof(FedStylePair), Loss, gradient.Get);

        Loss();
        var written = new float[5 * 2];
        net.Decode(context, first, written, new FedStylePair.Workspace(5));
        BitEquality.Same(output, written, "what Decode writes");
    }

    [Fact]
    public void A_trainer_teaches_it_to_go_on_by_itself()
    {
        // A turn by 30 degrees a step, from a start that the source shows.
        var net = new FedPair(seed: 1);
        var training = new SequenceList();
        var validation = new SequenceList();
        for (int i = 0; i < 120; i++)
        {
            float[] turn = [.. Enumerable.Range(0, 14).SelectMany(step => new[] { MathF.Cos(((i * 7) + step) * MathF.PI / 6), MathF.Sin(((i * 7) + step) * MathF.PI / 6) })];
            float[] source = [.. Enumerable.Range(0, 4).SelectMany(step => new[] { turn[2 * step], turn[(2 * step) + 1], 1f })];
            (i % 6 == 0 ? validation : training).AddPair(10, source, turn[6..8], turn[8..28]);
        }

        var trainer = new Trainer<FedPair>(net, new Adam(net.Parameters.Length, learningRate: 0.01f), Loss.MeanSquared) { BatchSize = 4, ClipNorm = 1, Threads = 2 };
        TrainingReport end = trainer.Fit(training, validation, epochs: 40);
        Assert.True(end.ValidationLoss < 0.01, $"{end.ValidationLoss}");

        var workspace = new FedPair.Workspace(10);
        Sequence sequence = validation.Get(3);
        var output = new float[20];
        net.Decode(sequence.Input, sequence.DecoderInput, output, workspace);
        for (int i = 0; i < output.Length; i++)
        {
            Assert.InRange(output[i], sequence.Target[i] - 0.4f, sequence.Target[i] + 0.4f);
        }
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        var net = new FedPair();
        var tape = new FedPair.Tape(4, 2);
        var gradient = new FedPair.Gradient();
        float[] source = new float[3];
        Refused("Sequence 0 of input has 0 steps; expected 1 to 3, the steps of its target.", () => net.Forward(source, [], new float[6], tape));
        Refused("Sequence 0 of input has 4 steps; expected 1 to 3", () => net.Forward(source, new float[8], new float[6], tape));
        Refused("input has 3 values", () => net.Forward(source, new float[3], new float[6], tape));
        Refused("output has 7 values", () => net.Forward(source, new float[2], new float[7], tape));
        Refused("Sequence 0 of output has 5 steps; expected 1 to 4, the maxSteps of the tape.", () => net.Forward(source, new float[2], new float[10], tape));
        Refused("There are lengths of 1 input and 2 targets", () => net.Forward(new float[6], [1, 1], new float[4], [1], [1, 1], new float[4], tape));
        net.Forward(source, new float[2], new float[6], tape);
        Refused("had other lengths of input", () => net.Backward(source, new float[4], new float[6], gradient, tape));
        Refused("Sequence 0 of outputGradient has 5 steps", () => net.Backward(source, new float[2], new float[10], gradient, tape));
        Assert.True(gradient.Values.IndexOfAnyExcept(0f) < 0);
    }

    private delegate Span<float> ValuesOf<T>(T gradient);

    private static void Refused(string message, Action call) => Assert.Contains(message, Assert.Throws<ArgumentException>(call).Message);

    private static void Check<T, TState, TMemory, TWorkspace, TTape, TGradient>(
        TMemory memory, TWorkspace workspace, TTape tape, TGradient whole, TGradient parts, ValuesOf<TGradient> values)
        where T : IFedPair<TState, TMemory, TWorkspace, TTape, TGradient>, new()
        where TState : struct
    {
        T net = PairGoldens.Weighted<T>();
        string name = typeof(T).Name;
        const int room = 6, inputRoom = 3;
        var source = new float[3 * room * 3];
        float[] input = [.. Enumerable.Repeat(float.NaN, 3 * inputRoom * 2)]; // beyond what is given nothing is read
        var outputGradient = new float[3 * room * 2];
        for (int i = 0; i < 3; i++)
        {
            PairGoldens.Rows(name, "source", i, Sources[i], 3).CopyTo(source, i * room * 3);
            PairGoldens.Rows(name, "target", i, Lengths[i], 2)[..(Given[i] * 2)].CopyTo(input, i * inputRoom * 2);
            PairGoldens.Rows(name, "gradient", i, Lengths[i], 2).CopyTo(outputGradient, i * room * 2);
        }

        var output = new float[3 * room * 2];
        net.Forward(source, Sources, input, Given, Lengths, output, tape);
        net.Backward(source, Sources, input, Given, Lengths, outputGradient, whole, tape);
        Allocations.AssertNone(() => net.Forward(source, Sources, input, Given, Lengths, output, tape), "Forward");
        Allocations.AssertNone(() => net.Backward(source, Sources, input, Given, Lengths, outputGradient, parts, tape), "Backward");
        values(parts).Clear();

        var row = new float[2];
        for (int i = 0; i < 3; i++)
        {
            float[] from = source[(i * room * 3)..][..(Sources[i] * 3)];
            float[] given = input[(i * inputRoom * 2)..][..(Given[i] * 2)];
            var alone = new float[Lengths[i] * 2];
            net.Forward(from, given, alone, tape);
            BitEquality.Same(output.AsSpan(i * room * 2, alone.Length), alone, $"output of sequence {i}");
            net.Backward(from, given, outputGradient.AsSpan(i * room * 2, alone.Length), parts, tape);

            net.Encode(from, memory);
            TState state = default;
            for (int step = 0; step < Lengths[i]; step++)
            {
                net.Step(step < Given[i] ? given.AsSpan(step * 2, 2) : row.ToArray(), row, memory, ref state);
                BitEquality.Same(alone.AsSpan(step * 2, 2), row, $"sequence {i}, step {step}");
            }

            if (Given[i] == 1)
            {
                var written = new float[alone.Length];
                net.Decode(from, given, written, workspace);
                BitEquality.Same(alone, written, $"what Decode writes of sequence {i}");
            }
        }

        BitEquality.Same(values(whole), values(parts), "gradient");
    }
}
