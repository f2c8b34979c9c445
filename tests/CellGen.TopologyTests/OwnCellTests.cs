using CellGen.Simd;
using CellGen.TestOrder;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>Cells of several papers, against their own equations in double precision, at every width.</summary>
[TakesLong]
public class OwnCellTests
{
    private const double Tolerance = 2e-5;
    private const int Steps = 6;

    private delegate void StepPass<TState>(ReadOnlySpan<float> input, Span<float> output, ref TState state);

    private delegate void ManyPass<TState>(ReadOnlySpan<float> inputs, Span<float> outputs, Span<TState> states);

    private delegate void BatchPass<TState>(ReadOnlySpan<float> input, Span<float> output, ReadOnlySpan<int> lengths, Span<TState> states);

    [Fact]
    public void Light_gru() => Check(LightGru.Cell, new LightGru(1), (net, width) => net.VectorWidth = width);

    [Fact]
    public void Janet_in_two_layers_and_directions() => Check(Janet.Cell, new Janet(2), (net, width) => net.VectorWidth = width);

    [Fact]
    public void Minimal_gated_unit() => Check(Mgu.Cell, new Mgu(3), (net, width) => net.VectorWidth = width);

    [Fact]
    public void Lstm_without_input_gate_projected() => Check(NoInputGate.Cell, new NoInputGate(4), (net, width) => net.VectorWidth = width);

    [Fact]
    public void Simple_recurrent_unit() => Check(Sru.Cell, new Sru(5), (net, width) => net.VectorWidth = width);

    [Fact]
    public void Fast_grnn() => Check(FastGrnn.Cell, new FastGrnn(6), (net, width) => net.VectorWidth = width);

    [Fact]
    public void A_cell_of_everything() => Check(Motley.Cell, new Motley(7), (net, width) => net.VectorWidth = width);

    [Fact]
    public void A_state_that_is_a_delayed_h() => Check(Delayed.Cell, new Delayed(8), (net, width) => net.VectorWidth = width);

    [Fact]
    public void A_vector_before_the_last_product_in_both_directions() => Check(Late.Cell, new Late(9), (net, width) => net.VectorWidth = width);

    [Fact]
    public void A_highway_from_the_input_in_two_layers() => Check(Highway.Cell, new Highway(10), (net, width) => net.VectorWidth = width);

    [Fact]
    public void A_gate_between_state_and_input() => Check(Blend.Cell, new Blend(11), (net, width) => net.VectorWidth = width);

    [Fact]
    public void A_residual_cell_in_two_layers_and_directions() => Check(Residual.Cell, new Residual(12), (net, width) => net.VectorWidth = width);

    [Fact]
    public void The_input_through_a_matrix_of_the_recurrence() => Check(Through.Cell, new Through(13), (net, width) => net.VectorWidth = width);

    [Fact]
    public void Two_further_states_and_gates_with_and_without_bias() => Check(Slstm.Cell, new Slstm(14), (net, width) => net.VectorWidth = width);

    [Fact]
    public void Other_equations_are_noticed()
    {
        Assert.InRange(CellCheck.Run(cell => Altered(cell, 2), new LightGru(1)).Values, 0.01, double.MaxValue);
        Assert.Throws<ArgumentException>(() => CellCheck.Run(Mgu.Cell, new LightGru(1).ToString()!));
        Assert.Throws<ArgumentException>(() => CellCheck.Run(Sru.Cell, new LightGru(1)));
    }

    [Fact]
    public void Step_has_the_bits_of_forward_and_files_the_weights()
    {
        var net = new Motley(7);
        var file = new MemoryStream();
        net.Save(file);
        file.Position = 0;
        var copy = Motley.Load(file);
        const int steps = 5;
        float[] input = [.. Enumerable.Range(0, steps * Motley.InputSize).Select(i => MathF.Sin(i))];
        var expected = new float[steps * Motley.OutputSize];
        net.Forward(input, expected, new Motley.Workspace(steps));
        var state = new Motley.State();
        var actual = new float[expected.Length];
        for (int t = 0; t < steps; t++)
        {
            copy.Step(input.AsSpan(t * Motley.InputSize, Motley.InputSize), actual.AsSpan(t * Motley.OutputSize, Motley.OutputSize), ref state);
        }

        Assert.Equal(expected, actual);
        var states = new Motley.State[40];
        var outputs = new float[states.Length * Motley.OutputSize];
        float[] first = [.. Enumerable.Repeat(input[..Motley.InputSize], states.Length).SelectMany(row => row)];
        copy.StepMany(first, outputs, states);
        Assert.All(outputs.Chunk(Motley.OutputSize), row => Assert.Equal(expected[..Motley.OutputSize], row));
    }

    [Fact]
    public void Steps_agents_and_batches_have_the_bits_of_forward()
    {
        var highway = new Highway(10);
        Alike<Highway.State>(Highway.InputSize, Highway.OutputSize, highway.Step, highway.StepMany, (input, output, lengths, states) =>
            highway.Forward(input, output, lengths, states, new Highway.Workspace(Steps, lengths.Length)));
        var blend = new Blend(11);
        Alike<Blend.State>(Blend.InputSize, Blend.OutputSize, blend.Step, blend.StepMany, (input, output, lengths, states) =>
            blend.Forward(input, output, lengths, states, new Blend.Workspace(Steps, lengths.Length)));
        var slstm = new Slstm(14);
        Alike<Slstm.State>(Slstm.InputSize, Slstm.OutputSize, slstm.Step, slstm.StepMany, (input, output, lengths, states) =>
            slstm.Forward(input, output, lengths, states, new Slstm.Workspace(Steps, lengths.Length)));
        var early = new Early(15);
        Alike<Early.State>(Early.InputSize, Early.OutputSize, early.Step, early.StepMany, (input, output, lengths, states) =>
            early.Forward(input, output, lengths, states, new Early.Workspace(Steps, lengths.Length)));
    }

    [Fact]
    public void Each_further_state_has_its_letter()
    {
        var state = default(Slstm.State);
        state.Cell(1)[2] = 3;
        state.Further('n', 1)[2] = 4;
        Assert.Equal((3, 4, 0), (state.Further('c', 1)[2], state.Further('n', 1)[2], state.Further('n', 0)[2]));
        Assert.Contains("c, n", Assert.Throws<ArgumentException>(() => state.Further('m', 0).Length).Message, StringComparison.Ordinal);
        Assert.Equal(2 * 3 * Slstm.HiddenSize, state.ValueCount);
        var values = new float[state.ValueCount];
        state.CopyTo(values);
        Assert.Equal((3, 4), (values[(4 * Slstm.HiddenSize) + 2], values[(5 * Slstm.HiddenSize) + 2]));
        var copy = default(Slstm.State);
        copy.CopyFrom(values);
        Assert.True(copy == state && copy.GetHashCode() == state.GetHashCode());
        copy.Further('n', 1)[2] = 5;
        Assert.True(copy != state);
    }

    [Fact]
    public void Files_have_the_biases_and_the_first_states_that_there_are()
    {
        var slstm = new Slstm(14);
        var file = new MemoryStream();
        slstm.Save(file);
        file.Position = 0;
        slstm.Get("bias_ih_l0", new float[3 * Slstm.HiddenSize]);
        slstm.Get("bias_hh_l1", new float[Slstm.HiddenSize]);
        Assert.Equal(slstm.Parameters.ToArray(), Slstm.Load(file).Parameters.ToArray());

        var early = new Early(15);
        early.Set("p0_l0", [.. Enumerable.Range(0, Early.HiddenSize).Select(i => 0.5f)]);
        file = new MemoryStream();
        early.Save(file);
        file.Position = 0;
        var copy = Early.Load(file);
        Assert.Equal(early.Parameters.ToArray(), copy.Parameters.ToArray());
        copy.Get("bias_ih_l0", new float[2 * Early.HiddenSize]);
        copy.Get("bias_hh_l0", new float[Early.HiddenSize]);
    }

    [Fact]
    public void A_gate_without_bias_learns_none()
    {
        var net = new Slstm(14);
        var gradient = new Slstm.Gradient();
        var tape = new Slstm.Tape(Steps);
        var optimizer = new AdamW(net.Parameters.Length, weightDecay: 0.1f);
        float[] input = [.. Enumerable.Range(0, Steps * Slstm.InputSize).Select(i => MathF.Sin(i))];
        var output = new float[Steps * Slstm.OutputSize];
        int zeros = net.Parameters.ToArray().Count(value => value == 0);
        for (int i = 0; i < 3; i++)
        {
            net.Forward(input, output, tape);
            net.Backward(input, output, default, gradient, tape);
            optimizer.Step(net.Parameters, gradient.Values);
        }

        Assert.Equal(zeros, net.Parameters.ToArray().Count(value => value == 0));
    }

    [Fact]
    public void Rows_are_in_the_order_of_the_equations()
    {
        var net = new Motley(7);
        var all = new float[4 * Motley.HiddenSize * Motley.InputSize];
        net.Get("weight_ih_l0", all);
        net.Get("weight_hh_l0", new float[3 * Motley.HiddenSize * Motley.HiddenSize]);
        Assert.All(all, weight => Assert.InRange(Math.Abs(weight), 0, 1 / MathF.Sqrt(Motley.HiddenSize)));
    }

    [Fact]
    public void A_vector_has_a_name_of_its_own_in_files_without_the_layer_too()
    {
        var net = new FastGrnn(6);
        var names = new WeightNames { Prefix = "cell.", LayerSuffix = false };
        var file = new MemoryStream();
        net.Save(file, names);
        file.Position = 0;
        var copy = new FastGrnn(7);
        copy.LoadFrom(file, names);
        Assert.Equal(net.Parameters.ToArray(), copy.Parameters.ToArray());
        Assert.Contains("\"cell.weight_bz\"", System.Text.Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
    }

    /// <summary>Many sequences, step by step, as agents, and as a batch, whose first is run alone, too.</summary>
    private static void Alike<TState>(int inputs, int outputs, StepPass<TState> step, ManyPass<TState> many, BatchPass<TState> batch)
        where TState : struct, IRecurrentState
    {
        const int count = 40;
        var random = new Random(inputs);
        float[] input = [.. Enumerable.Range(0, count * Steps * inputs).Select(_ => (2 * random.NextSingle()) - 1)];
        var first = new TState[count];
        foreach (ref var state in first.AsSpan())
        {
            state.CopyFrom([.. Enumerable.Range(0, state.ValueCount).Select(_ => (2 * random.NextSingle()) - 1)]);
        }

        var expected = new float[count * Steps * outputs];
        TState[] states = [.. first];
        for (int sequence = 0; sequence < count; sequence++)
        {
            batch(input.AsSpan(sequence * Steps * inputs, Steps * inputs), expected.AsSpan(sequence * Steps * outputs, Steps * outputs), [Steps], states.AsSpan(sequence, 1));
        }

        var actual = new float[expected.Length];
        TState[] group = [.. first];
        batch(input, actual, [.. Enumerable.Repeat(Steps, count)], group);
        Assert.Equal(expected, actual);
        Assert.Equal(states, group);

        TState[] agents = [.. first];
        TState[] alone = [.. first];
        var (rows, results, row) = (new float[count * inputs], new float[count * outputs], new float[outputs]);
        for (int t = 0; t < Steps; t++)
        {
            for (int sequence = 0; sequence < count; sequence++)
            {
                input.AsSpan(((sequence * Steps) + t) * inputs, inputs).CopyTo(rows.AsSpan(sequence * inputs));
            }

            many(rows, results, agents);
            for (int sequence = 0; sequence < count; sequence++)
            {
                float[] there = expected[(((sequence * Steps) + t) * outputs)..(((sequence * Steps) + t + 1) * outputs)];
                Assert.Equal(there, results[(sequence * outputs)..((sequence + 1) * outputs)]);
                step(rows.AsSpan(sequence * inputs, inputs), row, ref alone[sequence]);
                Assert.Equal(there, row);
            }
        }

        Assert.Equal(states, agents);
        Assert.Equal(states, alone);
    }

    private static void Altered(CellEquations cell, double factor)
    {
        var z = cell.Sigmoid(cell.W("z") + cell.U("z"));
        cell.Next(cell.H, (factor * z * cell.H) + ((1 - z) * cell.Relu(cell.W("n") + cell.U("n"))));
    }

    private static void Check<T>(Action<CellEquations> equations, T net, Action<T, VectorWidth> choose)
        where T : class
    {
        foreach (var width in Enum.GetValues<VectorWidth>().Where(Hardware.Supports))
        {
            choose(net, width);
            var report = CellCheck.Run(equations, net, steps: 12);
            Assert.True(report is { Values: < Tolerance, Gradients: < Tolerance }, $"{width}: {report}");
        }
    }
}
