using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using CellGen.TopologyTests.Host;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Pairs;

/// <summary>Steps, batches and single sequences have the same bits, and nothing is allocated.</summary>
public class PairTests
{
    private static readonly int[] Lengths = [4, 6, 3];
    private static readonly int[] TargetLengths = [5, 2, 6];

    [Fact]
    public void Additive_attention_is_the_same_in_steps_and_batches() => Check<AdditivePair, AdditivePair.State, AdditivePair.Memory, AdditivePair.Workspace, AdditivePair.Tape, AdditivePair.Gradient>(
        new(), new(), new(9), new(6, 3), new(), new(), memory => memory.Attention, (tape, step) => tape.Attention(step), gradient => gradient.Values);

    [Fact]
    public void General_attention_is_the_same_in_steps_and_batches() => Check<GeneralPair, GeneralPair.State, GeneralPair.Memory, GeneralPair.Workspace, GeneralPair.Tape, GeneralPair.Gradient>(
        new(), new(), new(9), new(6, 3), new(), new(), memory => memory.Attention, (tape, step) => tape.Attention(step), gradient => gradient.Values);

    [Fact]
    public void A_context_beside_general_attention_is_the_same_in_steps_and_batches() =>
        Check<GeneralContextPair, GeneralContextPair.State, GeneralContextPair.Memory, GeneralContextPair.Workspace, GeneralContextPair.Tape, GeneralContextPair.Gradient>(
            new(), new(), new(9), new(6, 3), new(), new(), memory => memory.Attention, (tape, step) => tape.Attention(step), gradient => gradient.Values);

    [Fact]
    public void Dot_attention_is_the_same_in_steps_and_batches() => Check<DotPair, DotPair.State, DotPair.Memory, DotPair.Workspace, DotPair.Tape, DotPair.Gradient>(
        new(), new(), new(9), new(6, 3), new(), new(), memory => memory.Attention, (tape, step) => tape.Attention(step), gradient => gradient.Values);

    [Fact]
    public void A_shared_embedding_is_the_same_in_steps_and_batches() => Check<SharedPair, SharedPair.State, SharedPair.Memory, SharedPair.Workspace, SharedPair.Tape, SharedPair.Gradient>(
        new(), new(), new(9), new(6, 3), new(), new(), null, null, gradient => gradient.Values);

    [Fact]
    public void An_encoder_of_several_layers_is_the_same_in_steps_and_batches()
    {
        Check<LayeredDot, LayeredDot.State, LayeredDot.Memory, LayeredDot.Workspace, LayeredDot.Tape, LayeredDot.Gradient>(
            new(), new(), new(9), new(6, 3), new(), new(), memory => memory.Attention, (tape, step) => tape.Attention(step), gradient => gradient.Values);
        Check<LayeredFrozenPair, LayeredFrozenPair.State, LayeredFrozenPair.Memory, LayeredFrozenPair.Workspace, LayeredFrozenPair.Tape, LayeredFrozenPair.Gradient>(
            new(), new(), new(9), new(6, 3), new(), new(), memory => memory.Attention, (tape, step) => tape.Attention(step), gradient => gradient.Values);
        Check<LayeredSharedPair, LayeredSharedPair.State, LayeredSharedPair.Memory, LayeredSharedPair.Workspace, LayeredSharedPair.Tape, LayeredSharedPair.Gradient>(
            new(), new(), new(9), new(6, 3), new(), new(), null, null, gradient => gradient.Values);
    }

    [Fact]
    public void Values_are_the_same_in_steps()
    {
        var net = PairGoldens.Weighted<AdditiveValuesPair>();
        float[] source = Noise.Values("source", 5 * 3);
        float[] input = Noise.Values("input", 4 * 2);
        var output = new float[4 * 2];
        var tape = new AdditiveValuesPair.Tape(4);
        net.Forward(source, input, output, tape);

        var memory = new AdditiveValuesPair.Memory();
        net.Encode(source, memory);
        AdditiveValuesPair.State state = default;
        var row = new float[2];
        for (int step = 0; step < 4; step++)
        {
            net.Step(input.AsSpan(step * 2, 2), row, memory, ref state);
            BitEquality.Same(output.AsSpan(step * 2, 2), row, $"step {step}");
            BitEquality.Same(tape.Attention(step), memory.Attention, $"attention of step {step}");
        }
    }

    [Fact]
    public void A_net_that_reads_what_it_writes_is_its_steps()
    {
        var net = PairGoldens.Weighted<BridgedPair>();
        float[] source = Noise.Values("source", 5 * 3);
        float[] first = [0.25f, -0.5f];
        var output = new float[7 * 2];
        var workspace = new BridgedPair.Workspace(7);
        net.Decode(source, first, output, workspace);

        var memory = new BridgedPair.Memory();
        net.Encode(source, memory);
        BridgedPair.State state = default;
        var row = first;
        for (int step = 0; step < 7; step++)
        {
            var next = new float[2];
            net.Step(row, next, memory, ref state);
            BitEquality.Same(next, output.AsSpan(step * 2, 2), $"step {step}");
            row = next;
        }

        Allocations.AssertNone(() => net.Decode(source, first, output, workspace));
    }

    [Fact]
    public void A_net_for_inference_alone_decodes_as_the_other()
    {
        var net = PairGoldens.Weighted<AdditivePair>();
        var file = new MemoryStream();
        net.Save(file);
        file.Position = 0;
        LeanPair lean = LeanPair.Load(file);
        var expected = new int[9];
        var actual = new int[9];
        int count = net.Decode([1, 2, 3], expected, new AdditivePair.Workspace(9));
        Assert.Equal(count, lean.Decode([1, 2, 3], actual, new LeanPair.Workspace(9)));
        Assert.Equal(expected, actual);
        Assert.False(lean is ITrainable);
    }

    [Fact]
    public void A_context_that_is_written_is_where_the_decoder_begins()
    {
        var net = PairGoldens.Weighted<BridgedPair>();
        var memory = new BridgedPair.Memory();
        net.Encode(Noise.Values("source", 5 * 3), memory);
        float[] context = memory.Context.ToArray();
        var expected = new float[2];
        BridgedPair.State state = default;
        net.Step([1f, 2f], expected, memory, ref state);

        // The net does not look at the source: a context of one's own is enough.
        var other = new BridgedPair.Memory();
        context.CopyTo(other.Context);
        var actual = new float[2];
        state = default;
        net.Step([1f, 2f], actual, other, ref state);
        BitEquality.Same(expected, actual, "output");
    }

    [Fact]
    public void What_a_decoder_drops_is_the_same_for_a_seed()
    {
        var net = new DroppingPair(seed: 3);
        var tape = new DroppingPair.Tape(6);
        float[] Run(int seed)
        {
            tape.DropoutSeed = seed;
            var logits = new float[6 * 8];
            net.Forward([1, 2, 3], [4, 5, 6, 7, 1, 0], logits, tape);
            return logits;
        }

        float[] first = Run(1);
        Assert.NotEqual(first, Run(2));
        Assert.Equal(first, Run(1));
        tape.Training = false;
        Assert.Equal(Run(1), Run(2));
    }

    private delegate ReadOnlySpan<float> AttentionOfMemory<T>(T memory);

    private delegate ReadOnlySpan<float> AttentionOfTape<T>(T tape, int step);

    private delegate Span<float> ValuesOf<T>(T gradient);

    private static void Check<T, TState, TMemory, TWorkspace, TTape, TGradient>(
        T _, TMemory memory, TWorkspace workspace, TTape tape, TGradient whole, TGradient parts,
        AttentionOfMemory<TMemory>? ofMemory, AttentionOfTape<TTape>? ofTape, ValuesOf<TGradient> values)
        where T : ITokenPair<TState, TMemory, TWorkspace, TTape, TGradient>, new()
        where TState : struct
    {
        T net = PairGoldens.Weighted<T>();
        const int room = 6;
        var source = new int[3 * room];
        var target = new int[3 * room];
        for (int i = 0; i < 3; i++)
        {
            PairGoldens.Tokens("bits", "source", i, Lengths[i], 7).CopyTo(source, i * room);
            PairGoldens.Tokens("bits", "target", i, TargetLengths[i], 8).CopyTo(target, i * room);
            source.AsSpan((i * room) + Lengths[i], room - Lengths[i]).Fill(-1); // beyond the end nothing is read
            target.AsSpan((i * room) + TargetLengths[i], room - TargetLengths[i]).Fill(-1);
        }

        var logits = new float[3 * room * 8];
        float[] logitsGradient = Noise.Values("gradient", logits.Length);
        net.Forward(source, Lengths, target, TargetLengths, logits, tape);
        net.Backward(source, Lengths, target, TargetLengths, logitsGradient, whole, tape);
        Allocations.AssertNone(() => net.Forward(source, Lengths, target, TargetLengths, logits, tape), "Forward");
        Allocations.AssertNone(() => net.Backward(source, Lengths, target, TargetLengths, logitsGradient, parts, tape), "Backward");
        values(parts).Clear();

        // Each sequence alone, then step by step.
        var row = new float[8];
        for (int i = 0; i < 3; i++)
        {
            int[] from = source[(i * room)..((i * room) + Lengths[i])];
            int[] to = target[(i * room)..((i * room) + TargetLengths[i])];
            var alone = new float[to.Length * 8];
            net.Forward(from, to, alone, tape);
            BitEquality.Same(logits.AsSpan(i * room * 8, alone.Length), alone, $"logits of sequence {i}");
            net.Backward(from, to, logitsGradient.AsSpan(i * room * 8, alone.Length), parts, tape);

            net.Encode(from, memory);
            TState state = default;
            for (int step = 0; step < to.Length; step++)
            {
                net.Step(step == 0 ? 1 : to[step - 1], row, memory, ref state);
                BitEquality.Same(alone.AsSpan(step * 8, 8), row, $"sequence {i}, step {step}");
                if (ofMemory is not null)
                {
                    BitEquality.Same(ofTape!(tape, step), ofMemory(memory), $"attention of sequence {i}, step {step}");
                    Assert.Equal(1, ofMemory(memory).ToArray().Sum(), 1e-5f);
                }
            }

            Allocations.AssertNone(
                () =>
                {
                    TState other = default;
                    net.Encode(from, memory);
                    net.Step(1, row, memory, ref other);
                },
                "Encode and Step");
        }

        if (typeof(T) == typeof(SharedPair) || typeof(T) == typeof(LayeredSharedPair))
        {
            // Both nets add to one table: a batch adds all of the decoder's tokens before the encoder's.
            double[] expected = Array.ConvertAll(values(parts).ToArray(), value => (double)value);
            Closeness.Within(1e-6, Closeness.Distance(expected, values(whole).ToArray()), "gradient");
        }
        else
        {
            BitEquality.Same(values(whole), values(parts), "gradient");
        }

        var tokens = new int[9];
        var sampling = new Sampling { Seed = 5, TopK = 4 };
        var beam = new Beam { Width = 3 };
        int[] first = source[..Lengths[0]];
        Allocations.AssertNone(() => net.Decode(first, tokens, workspace), "Decode");
        Allocations.AssertNone(() => net.Decode(first, tokens, workspace, sampling), "Decode with sampling");
        Allocations.AssertNone(() => net.Decode(first, tokens, workspace, beam), "Decode with a beam");
    }
}
