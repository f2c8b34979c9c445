using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Pairs;

/// <summary>Decoders of a context that is given: torch's gradients of it, the same bits in steps, batches and alone, and nothing allocated.</summary>
public class PairContextTests
{
    private static readonly int[] Lengths = PairGoldens.Targets;

    [Fact]
    public void A_context_through_a_bridge_is_torchs_and_the_same_in_steps_and_batches() =>
        Check<CaptionPair, CaptionPair.State, CaptionPair.Memory, CaptionPair.Workspace, CaptionPair.Tape, CaptionPair.Gradient>(
            new(), memory => memory.Context, new(9), new(6, 3), new(), new(), gradient => gradient.Values);

    [Fact]
    public void A_context_that_is_the_first_state_is_torchs_and_the_same_in_steps_and_batches() =>
        Check<StatePair, StatePair.State, StatePair.Memory, StatePair.Workspace, StatePair.Tape, StatePair.Gradient>(
            new(), memory => memory.Context, new(9), new(6, 3), new(), new(), gradient => gradient.Values);

    [Fact]
    public void Values_come_of_a_context_as_torch_has_them()
    {
        var net = PairGoldens.Weighted<StylePair>();
        var tape = new StylePair.Tape(6);
        var gradient = new StylePair.Gradient();
        for (int i = 0; i < Lengths.Length; i++)
        {
            float[] context = PairGoldens.Rows(nameof(StylePair), "source", i, 1, StylePair.ContextSize);
            float[] input = PairGoldens.Rows(nameof(StylePair), "target", i, Lengths[i], 2);
            var output = new float[Lengths[i] * 2];
            var contextGradient = new float[StylePair.ContextSize];
            net.Forward(context, input, output, tape);
            net.Backward(context, input, PairGoldens.Rows(nameof(StylePair), "gradient", i, Lengths[i], 2), contextGradient, gradient, tape);
            SameContext(nameof(StylePair), i, contextGradient);

            var memory = new StylePair.Memory();
            context.CopyTo(memory.Context);
            StylePair.State state = default;
            var row = new float[2];
            for (int step = 0; step < Lengths[i]; step++)
            {
                net.Step(input.AsSpan(step * 2, 2), row, memory, ref state);
                BitEquality.Same(output.AsSpan(step * 2, 2), row, $"sequence {i}, step {step}");
            }
        }

        var workspace = new StylePair.Workspace(5);
        float[] style = PairGoldens.Rows(nameof(StylePair), "source", 0, 1, StylePair.ContextSize);
        float[] first = [0.25f, -0.5f];
        var written = new float[5 * 2];
        net.Decode(style, first, written, workspace);
        var read = new float[5 * 2];
        first.CopyTo(read, 0);
        written.AsSpan(0, 8).CopyTo(read.AsSpan(2));
        var again = new float[5 * 2];
        net.Forward(style, read, again, tape);
        BitEquality.Same(written, again, "what it reads of itself");
        Allocations.AssertNone(() => net.Decode(style, first, written, workspace), "Decode");
    }

    [Fact]
    public void Gradients_are_what_differences_say()
    {
        var net = PairGoldens.Weighted<CaptionPair>();
        float[] context = Noise.Values("context", CaptionPair.ContextSize);
        int[] target = [3, 5, 0];
        float[] weights = Noise.Values("weights", 3 * 8);
        var logits = new float[3 * 8];
        var tape = new CaptionPair.Tape(3);
        var gradient = new CaptionPair.Gradient();
        var contextGradient = new float[CaptionPair.ContextSize];
        double Loss()
        {
            net.Forward(context, target, logits, tape);
            return logits.Zip(weights, (a, b) => (double)a * b).Sum();
        }

        Loss();
        net.Backward(context, target, weights, contextGradient, gradient, tape);
        PairDifferences.Check(Loss, context, contextGradient, "context");
        PairDifferences.Check(net, nameof(CaptionPair), Loss, gradient.Get);
    }

    [Fact]
    public void A_trainer_trains_it()
    {
        var net = new CaptionPair(seed: 1);
        var training = new SequenceList();
        var validation = new SequenceList();
        var random = new Random(1);
        for (int i = 0; i < 600; i++)
        {
            // The caption names the values that are above zero.
            float[] context = [.. Enumerable.Range(0, CaptionPair.ContextSize).Select(_ => random.Next(2) == 0 ? -1f : 1f)];
            (i % 6 == 0 ? validation : training).AddPair(context, labels: CaptionOf(context));
        }

        var trainer = new Trainer<CaptionPair>(net, new Adam(net.Parameters.Length, learningRate: 0.01f), Loss.CrossEntropy) { BatchSize = 8, ClipNorm = 1, Threads = 2 };
        TrainingReport end = trainer.Fit(training, validation, epochs: 20);
        Assert.True(end.ValidationLoss < 0.1, $"{end.ValidationLoss}");
        var workspace = new CaptionPair.Workspace(8);
        var tokens = new int[8];
        for (int i = 0; i < validation.Count; i++)
        {
            float[] context = validation.Get(i).Input.ToArray();
            int count = net.Decode(context, tokens, workspace);
            Assert.Equal(CaptionOf(context)[..^1], tokens[..count]);
        }

        static int[] CaptionOf(float[] context) => [.. Enumerable.Range(0, context.Length).Where(i => context[i] > 0).Select(i => i + 2), CaptionPair.EndToken];
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        var net = new CaptionPair();
        var tape = new CaptionPair.Tape(4, 2);
        var gradient = new CaptionPair.Gradient();
        var context = new float[5];
        Refused("context has 4 values; expected 5.", () => net.Forward(new float[4], [1], new float[8], tape));
        Refused("context has 5 values; expected 10", () => net.Forward(context, [1, 1], [1, 1], new float[16], tape));
        Refused("context has 6 values", () => net.Decode(new float[6], new int[4], new CaptionPair.Workspace(4)));
        Refused("There are lengths of 3 sequences for target; expected 1 to 2, the batchSize.", () => net.Forward(new float[15], new int[3], [1, 1, 1], new float[24], tape));
        net.Forward(context, [1, 2], new float[16], tape);
        Refused("contextGradient has 4 values; expected 5.", () => net.Backward(context, [1, 2], new float[16], new float[4], gradient, tape));
        Refused("contextGradient overlaps context", () => net.Backward(context, [1, 2], new float[16], context, gradient, tape));
        Assert.True(gradient.Values.IndexOfAnyExcept(0f) < 0);
    }

    private delegate Span<float> ContextOf<T>(T memory);

    private delegate Span<float> ValuesOf<T>(T gradient);

    private static void Refused(string message, Action call) => Assert.Contains(message, Assert.Throws<ArgumentException>(call).Message);

    private static void SameContext(string name, int sequence, ReadOnlySpan<float> found)
    {
        double[] expected = Array.ConvertAll(PairGoldens.Result(name, "context").AsSpan(sequence * found.Length, found.Length).ToArray(), value => (double)value);
        Closeness.Within(5e-6, Closeness.Distance(expected, found.ToArray()), $"{name}, gradient of the context of sequence {sequence}");
    }

    private static void Check<T, TState, TMemory, TWorkspace, TTape, TGradient>(
        TMemory memory, ContextOf<TMemory> contextOf, TWorkspace workspace, TTape tape, TGradient whole, TGradient parts, ValuesOf<TGradient> values)
        where T : IContextPair<TState, TMemory, TWorkspace, TTape, TGradient>, new()
        where TState : struct
    {
        T net = PairGoldens.Weighted<T>();
        string name = typeof(T).Name;
        int size = contextOf(memory).Length;
        const int room = 6;
        float[] contexts = [.. Enumerable.Range(0, 3).SelectMany(i => PairGoldens.Rows(name, "source", i, 1, size))];
        int[] target = [.. Enumerable.Repeat(-1, 3 * room)]; // beyond the end nothing is read
        var logitsGradient = new float[3 * room * 8];
        for (int i = 0; i < 3; i++)
        {
            PairGoldens.Tokens(name, "target", i, Lengths[i], 8).CopyTo(target, i * room);
            PairGoldens.Rows(name, "gradient", i, Lengths[i], 8).CopyTo(logitsGradient, i * room * 8);
        }

        var logits = new float[3 * room * 8];
        var contextGradients = new float[contexts.Length];
        net.Forward(contexts, target, Lengths, logits, tape);
        net.Backward(contexts, target, Lengths, logitsGradient, contextGradients, whole, tape);
        Allocations.AssertNone(() => net.Forward(contexts, target, Lengths, logits, tape), "Forward");
        Allocations.AssertNone(() => net.Backward(contexts, target, Lengths, logitsGradient, contextGradients, parts, tape), "Backward");
        values(parts).Clear();

        var row = new float[8];
        for (int i = 0; i < 3; i++)
        {
            float[] context = contexts[(i * size)..((i + 1) * size)];
            int[] to = target[(i * room)..((i * room) + Lengths[i])];
            var alone = new float[to.Length * 8];
            var contextGradient = new float[size];
            net.Forward(context, to, alone, tape);
            BitEquality.Same(logits.AsSpan(i * room * 8, alone.Length), alone, $"logits of sequence {i}");
            net.Backward(context, to, logitsGradient.AsSpan(i * room * 8, alone.Length), contextGradient, parts, tape);
            BitEquality.Same(contextGradients.AsSpan(i * size, size), contextGradient, $"context's gradient of sequence {i}");
            SameContext(name, i, contextGradient);

            context.CopyTo(contextOf(memory));
            TState state = default;
            for (int step = 0; step < to.Length; step++)
            {
                net.Step(step == 0 ? 1 : to[step - 1], row, memory, ref state);
                BitEquality.Same(alone.AsSpan(step * 8, 8), row, $"sequence {i}, step {step}");
            }
        }

        BitEquality.Same(values(whole), values(parts), "gradient");
        net.Backward(contexts[(2 * size)..], target[(2 * room)..][..Lengths[2]], logitsGradient.AsSpan(0, Lengths[2] * 8), default, parts, tape);

        var tokens = new int[9];
        var sampling = new Sampling { Seed = 5, TopK = 4 };
        var beam = new Beam { Width = 3 };
        float[] first = contexts[..size];
        Allocations.AssertNone(() => net.Decode(first, tokens, workspace), "Decode");
        Allocations.AssertNone(() => net.Decode(first, tokens, workspace, sampling), "Decode with sampling");
        Allocations.AssertNone(() => net.Decode(first, tokens, workspace, beam), "Decode with a beam");

        // The likeliest token at each step.
        int count = net.Decode(first, tokens, workspace);
        first.CopyTo(contextOf(memory));
        TState next = default;
        int token = 1;
        for (int step = 0; step <= count && step < tokens.Length; step++)
        {
            net.Step(token, row, memory, ref next);
            token = Array.IndexOf(row, row.Max());
            Assert.Equal(step < count ? tokens[step] : 0, token);
        }
    }
}
