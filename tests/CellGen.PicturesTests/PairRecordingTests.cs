using CellGen.NumericTests;
using Xunit;

namespace CellGen.PicturesTests;

/// <summary>What a tape of an encoder and decoder records.</summary>
public class PairRecordingTests
{
    private static readonly int[] Sources = [1, 2, 3, 4, 5, 6, 0, 2, 4, 6, 0, 0];
    private static readonly int[] SourceLengths = [6, 4];
    private static readonly int[] Targets = [2, 3, 4, 5, 0, 5, 4, 0, 0, 0];
    private static readonly int[] TargetLengths = [5, 3];

    [Fact]
    public void Attention_before_a_step_and_the_states_are_those_of_Step()
    {
        var net = new AdditivePair(seed: 1);
        var tape = new AdditivePair.Tape(5, 2);
        net.Forward(Sources, SourceLengths, Targets, TargetLengths, new float[2 * 5 * 6], tape);
        var memory = new AdditivePair.Memory();
        for (int sequence = 0; sequence < 2; sequence++)
        {
            Recording seen = tape.Record(sequence);
            net.Encode(Sources.AsSpan(sequence * 6, SourceLengths[sequence]), memory);
            AdditivePair.State state = default;
            Check(seen, sequence);
            for (int t = 0; t < TargetLengths[sequence]; t++)
            {
                net.Step(t == 0 ? AdditivePair.StartToken : Targets[(sequence * 5) + t - 1], new float[6], memory, ref state);
                BitEquality.Same(memory.Attention, seen["attention"][t], $"attention of step {t}");
                BitEquality.Same(state.Hidden(0), seen["decoder.h"][t], $"h of step {t}");
                BitEquality.Same(state.Cell(0), seen["decoder.c"][t], $"c of step {t}");
            }

            CellOracle.CheckGru(seen, net, t => Embedding(net, Sources[(sequence * 6) + t]), 0, 0, "encoder.", "encoder.");
            CellOracle.CheckGru(seen, net, t => Embedding(net, Sources[(sequence * 6) + t]), 0, 1, "encoder.", "encoder.");
        }
    }

    [Fact]
    public void Attention_after_a_step_is_that_of_Step()
    {
        var net = new GeneralPair(seed: 1);
        var tape = new GeneralPair.Tape(5, 2);
        net.Forward(Sources, SourceLengths, Targets, TargetLengths, new float[2 * 5 * 6], tape);
        var memory = new GeneralPair.Memory();
        for (int sequence = 0; sequence < 2; sequence++)
        {
            Recording seen = tape.Record(sequence);
            Check(seen, sequence);
            net.Encode(Sources.AsSpan(sequence * 6, SourceLengths[sequence]), memory);
            GeneralPair.State state = default;
            for (int t = 0; t < TargetLengths[sequence]; t++)
            {
                net.Step(t == 0 ? GeneralPair.StartToken : Targets[(sequence * 5) + t - 1], new float[6], memory, ref state);
                BitEquality.Same(memory.Attention, seen["attention"][t], $"attention of step {t}");
                BitEquality.Same(state.Hidden(0), seen["decoder.h"][t], $"h of step {t}");
            }
        }
    }

    [Fact]
    public void Without_attention_there_are_the_cells_alone()
    {
        var net = new BlindPair(seed: 1);
        var tape = new BlindPair.Tape(5);
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Record());
        net.Forward(Sources.AsSpan(0, 6), Targets.AsSpan(0, 5), new float[5 * 6], tape);
        Recording seen = tape.Record();
        Assert.All(seen.Traces, trace => Assert.Matches("^(encoder|decoder)[.]", trace.Name));
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Record(1));
    }

    private static void Check(Recording seen, int sequence)
    {
        Trace attention = seen["attention"];
        Assert.Equal((TargetLengths[sequence], SourceLengths[sequence]), (attention.Steps, attention.Units));
        for (int t = 0; t < attention.Steps; t++)
        {
            Assert.Equal(1, attention[t].ToArray().Sum(), 1e-5);
        }
    }

    private static float[] Embedding(INetwork net, int token)
    {
        var table = new float[7 * 3];
        net.Get("encoder.embedding.weight", table);
        return table[(token * 3)..((token + 1) * 3)];
    }
}
