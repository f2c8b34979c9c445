using CellGen.Simd;
using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests;

/// <summary>Cells of several papers, against their own equations in double precision, at every width.</summary>
public class OwnCellTests
{
    private const double Tolerance = 2e-5;

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
