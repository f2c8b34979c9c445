using CellGen.NumericTests;
using CellGen.NumericTests.Goldens;
using Xunit;

namespace CellGen.PicturesTests;

/// <summary>What a tape's Record gives is what the equations say, and what Step and the outputs have.</summary>
public class RecordingTests
{
    private const int Steps = 70;
    private static readonly float[] Input = Noise.Values("recorded", Steps * 3);

    [Fact]
    public void Gates_of_both_directions_of_a_gru_are_those_of_its_equations()
    {
        var net = new BothWaysGru(seed: 1);
        var tape = new BothWaysGru.Tape(Steps);
        var output = new float[Steps * BothWaysGru.OutputSize];
        net.Forward(Input, output, tape);
        Recording seen = tape.Record();
        for (int direction = 0; direction < 2; direction++)
        {
            CellOracle.CheckGru(seen, net, Row, 0, direction);
            CellOracle.CheckGru(seen, net, t => [.. seen["h", 0, 0][t], .. seen["h", 0, 1][t]], 1, direction);
            for (int t = 0; t < Steps; t++)
            {
                BitEquality.Same(output.AsSpan((t * 10) + (direction * 5), 5), seen["h", 1, direction][t], $"h of step {t}");
            }
        }
    }

    [Fact]
    public void Gates_of_both_directions_of_an_lstm_are_those_of_its_equations()
    {
        var net = new BothWaysLstm(seed: 1);
        var tape = new BothWaysLstm.Tape(Steps);
        net.Forward(Input, new float[Steps * BothWaysLstm.OutputSize], tape);
        CellOracle.CheckLstm(tape.Record(), net, Row, 0, 0);
        CellOracle.CheckLstm(tape.Record(), net, Row, 0, 1);
    }

    [Fact]
    public void Of_three_layers_the_states_are_those_of_Step_and_the_gates_those_of_the_equations()
    {
        var net = new DeepLstm(seed: 1);
        var tape = new DeepLstm.Tape(Steps);
        net.Forward(Input, new float[Steps * 2], tape);
        Recording seen = tape.Record();
        DeepLstm.State state = default;
        for (int t = 0; t < Steps; t++)
        {
            net.Step(Row(t), new float[2], ref state);
            for (int layer = 0; layer < 3; layer++)
            {
                BitEquality.Same(state.Hidden(layer), seen["h", layer][t], $"h of layer {layer}, step {t}");
                BitEquality.Same(state.Cell(layer), seen["c", layer][t], $"c of layer {layer}, step {t}");
            }
        }

        CellOracle.CheckLstm(seen, net, Row, 0, 0);
        CellOracle.CheckLstm(seen, net, t => seen["h", 0][t].ToArray(), 1, 0);
        CellOracle.CheckLstm(seen, net, t => seen["h", 1][t].ToArray(), 2, 0);
    }

    [Fact]
    public void A_projection_has_fewer_units_and_all_values_are_under_the_names_of_the_equations()
    {
        var net = new ProjectedLstm(seed: 1);
        var tape = new ProjectedLstm.Tape(Steps);
        net.Forward(Input, new float[Steps * 4], tape);
        Recording seen = tape.Record();
        ProjectedLstm.State state = default;
        for (int t = 0; t < Steps; t++)
        {
            float[] before = state.Cell(0).ToArray();
            net.Step(Row(t), new float[4], ref state);
            BitEquality.Same(state.Hidden(0), seen["h"][t], $"h of step {t}");
            BitEquality.Same(state.Cell(0), seen["c"][t], $"c of step {t}");
            for (int i = 0; i < 6; i++)
            {
                // Coupled: i = 1 − f.
                float f = seen["f"][t][i];
                CellOracle.Near(1 - f, seen["i"][t][i], "i", t, i);
                CellOracle.Near((f * (double)before[i]) + ((1 - f) * (double)seen["g"][t][i]), seen["c"][t][i], "c", t, i);
                CellOracle.Near(seen["o"][t][i] * Math.Tanh(seen["c"][t][i]), seen["y"][t][i], "y", t, i);
            }
        }

        Assert.Equal((4, 6), (seen["h"].Units, seen["c"].Units));
        Assert.Equal(["c", "f", "g", "h", "i", "o", "y"], seen.Traces.Select(trace => trace.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Values_of_a_later_phase_and_of_an_own_cell_are_those_of_the_equations()
    {
        var before = new ResetBeforeGru(seed: 1);
        var tape = new ResetBeforeGru.Tape(Steps);
        before.Forward(Input, new float[Steps * 5], tape);
        Recording seen = tape.Record();
        CheckUpdate(seen, "z", "n", 0);
        Assert.NotEmpty(seen["r"].Values);

        var own = new OwnNet(seed: 1);
        var ownTape = new OwnNet.Tape(Steps);
        own.Forward(Input, new float[Steps * 5], ownTape);
        CheckUpdate(ownTape.Record(), "update", "candidate", 0);
        CheckUpdate(ownTape.Record(), "update", "candidate", 1);

        static void CheckUpdate(Recording seen, string update, string candidate, int layer)
        {
            Trace h = seen["h", layer];
            for (int t = 1; t < Steps; t++)
            {
                for (int i = 0; i < 5; i++)
                {
                    double z = seen[update, layer][t][i];
                    CellOracle.Near((z * h[t - 1][i]) + ((1 - z) * seen[candidate, layer][t][i]), h[t][i], "h", t, i);
                }
            }
        }
    }

    [Fact]
    public void A_cell_without_gates_has_its_state()
    {
        var net = new ElmanNet(seed: 1);
        var tape = new ElmanNet.Tape(Steps);
        var output = new float[Steps * 5];
        net.Forward(Input, output, tape);
        Trace h = Assert.Single(tape.Record().Traces);
        BitEquality.Same(output, h.Values, "h");
    }

    [Fact]
    public void Cells_among_several_layers_have_their_names()
    {
        var net = new StackedNet(seed: 1);
        var tape = new StackedNet.Tape(Steps);
        net.Forward(Input, new float[Steps * 2], tape);
        Recording seen = tape.Record();
        StackedNet.State state = default;
        for (int t = 0; t < Steps; t++)
        {
            net.Step(Row(t), new float[2], ref state);
            BitEquality.Same(state.Lower.Hidden(), seen["lower.h"][t], $"lower, step {t}");
            BitEquality.Same(state.Upper.Hidden(), seen["upper.h"][t], $"upper, step {t}");
            BitEquality.Same(state.Upper.Cell(), seen["upper.c"][t], $"upper, step {t}");
        }

        CellOracle.CheckLstm(seen, net, t => [.. seen["lower.h"][t], .. Row(t)], 0, 0, "upper.", "upper.");
    }

    [Fact]
    public void Of_a_batch_each_sequence_is_what_it_is_alone_and_Backward_does_not_notice()
    {
        int[] lengths = [9, 40, 17];
        var net = new BothWaysGru(seed: 1);
        var batch = new BothWaysGru.Tape(Steps, batchSize: 3);
        float[] inputs = Noise.Values("batch", 3 * 40 * 3);
        float[] outputGradient = Noise.Values("gradient", 3 * 40 * 10);
        var recorded = new BothWaysGru.Gradient();
        var plain = new BothWaysGru.Gradient();
        foreach (BothWaysGru.Gradient gradient in new[] { plain, recorded })
        {
            net.Forward(inputs, new float[3 * 40 * 10], lengths, [], batch);
            for (int sequence = 0; sequence < 3 && gradient == recorded; sequence++)
            {
                var alone = new BothWaysGru.Tape(40);
                net.Forward(inputs.AsSpan(sequence * 40 * 3, lengths[sequence] * 3), new float[lengths[sequence] * 10], alone);
                foreach (var (expected, actual) in alone.Record().Traces.Zip(batch.Record(sequence).Traces))
                {
                    Assert.Equal(lengths[sequence], actual.Steps);
                    BitEquality.Same(expected.Values, actual.Values, $"{actual} of sequence {sequence}");
                }
            }

            net.Backward(inputs, outputGradient, default, lengths, [], gradient, batch);
        }

        BitEquality.Same(plain.Values, recorded.Values, "gradient");
    }

    [Fact]
    public void What_there_is_not_is_an_error_that_says_what_there_is()
    {
        var net = new OwnNet(seed: 1);
        var tape = new OwnNet.Tape(Steps);
        Assert.Contains("had 0 sequences", Assert.Throws<ArgumentOutOfRangeException>(() => tape.Record()).Message);
        net.Forward(Input, new float[Steps * 5], tape);
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Record(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Record(-1));
        string message = Assert.Throws<ArgumentException>(() => tape.Record()["z", 1]).Message;
        Assert.Contains("no z_l1 in the recording; there are h_l0, update_l0", message);
    }

    private static float[] Row(int step) => Input[(step * 3)..((step + 1) * 3)];
}
