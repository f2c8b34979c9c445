using CellGen.NumericTests.Host;
using CellGen.NumericTests.Oracle;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>
/// What cells become when biases hold their gates open or shut: equations so short that they can be read off a lecture
/// slide, without the oracle's cells.
/// </summary>
public class LimitTests
{
    private const int Steps = 6;
    private const int Input = 5;
    private const int Hidden = 13;
    private const float Open = 60;
    private const float Shut = -60;
    private const double Tolerance = 1e-6;

    private static readonly ShapeSet Nets = new(
    [
        new(CellKind.Gru, Input, Hidden),
        new(CellKind.Gru, Input, Hidden, ResetAfter: false),
        new(CellKind.Lstm, Input, Hidden),
        new(CellKind.Lstm, Input, Hidden, CoupledGates: true),
        new(CellKind.Lstm, Input, Hidden, Peephole: true),
        new(CellKind.MinGru, Input, Hidden),
        new(CellKind.MinLstm, Input, Hidden),
    ]);

    private delegate double[] Next(double[] wx, double[] uh, double[] h);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gru_that_resets_forgets_its_state(bool resetAfter) => Gru(resetAfter, Shut, Shut, (wx, uh, h, bias) =>
        Array.ConvertAll(resetAfter ? wx : Add(wx, bias), Math.Tanh));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gru_that_neither_resets_nor_keeps_is_an_Elman_network(bool resetAfter) =>
        Gru(resetAfter, Open, Shut, (wx, uh, h, bias) => Array.ConvertAll(Add(wx, uh), Math.Tanh));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gru_that_keeps_does_not_change(bool resetAfter)
    {
        Gru(resetAfter, Shut, Open, (wx, uh, h, bias) => h);
        Gru(resetAfter, Open, Open, (wx, uh, h, bias) => h);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_lstm_that_only_remembers_keeps_its_cell_state(bool peephole)
    {
        var shape = new NetShape(CellKind.Lstm, Input, Hidden, Peephole: peephole);
        (Problem problem, _, INetState final) = Run(shape, Shut, Open, 0, Open);
        Same(ToDouble(problem.InitialCell), problem.Cell(final), "c");
        Same([.. problem.InitialCell.Select(c => Math.Tanh(c))], problem.Hidden(final), "h");
    }

    [Fact]
    public void Coupled_gates_that_remember_let_nothing_in()
    {
        (Problem problem, _, INetState final) = Run(new(CellKind.Lstm, Input, Hidden, CoupledGates: true), Open, 0, Open);
        Same(ToDouble(problem.InitialCell), problem.Cell(final), "c");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_lstm_that_forgets_and_shows_all_is_a_network_of_two_tanh(bool coupled)
    {
        // f = 0, i = 1, o = 1: h' = tanh(tanh(W_g x + b_ig + U_g h + b_hg)).
        var shape = new NetShape(CellKind.Lstm, Input, Hidden, CoupledGates: coupled);
        float[] gates = coupled ? [Shut, 0, Open] : [Open, Shut, 0, Open];
        Recurs(shape, gates, coupled ? 1 : 2, (wx, uh, h) => Array.ConvertAll(Add(wx, uh), a => Math.Tanh(Math.Tanh(a))));
    }

    [Fact]
    public void An_lstm_whose_output_gate_is_shut_shows_nothing()
    {
        (_, float[] output, _) = Run(new(CellKind.Lstm, Input, Hidden), 0, 0, 0, Shut);
        Same(new double[output.Length], output, "output");
    }

    [Fact]
    public void A_minGru_whose_gate_is_shut_does_not_change() =>
        Recurs(new(CellKind.MinGru, Input, Hidden), [Shut, 0], 1, (wx, uh, h) => h);

    [Fact]
    public void A_minGru_whose_gate_is_open_is_linear_in_its_input() =>
        Recurs(new(CellKind.MinGru, Input, Hidden), [Open, 0], 1, (wx, uh, h) => wx);

    [Fact]
    public void A_minLstm_that_only_remembers_does_not_change() =>
        Recurs(new(CellKind.MinLstm, Input, Hidden), [Open, Shut, 0], 2, (wx, uh, h) => h);

    [Fact]
    public void A_minLstm_that_only_reads_is_linear_in_its_input() =>
        Recurs(new(CellKind.MinLstm, Input, Hidden), [Shut, Open, 0], 2, (wx, uh, h) => wx);

    [Fact]
    public void A_minLstm_that_reads_as_much_as_it_remembers_takes_the_mean() =>
        Recurs(new(CellKind.MinLstm, Input, Hidden), [Open, Open, 0], 2, (wx, uh, h) => [.. wx.Zip(h, (a, b) => (a + b) / 2)]);

    [Theory]
    [InlineData(-5)]
    [InlineData(-10)]
    [InlineData(-20)]
    [InlineData(Shut)]
    public void A_minLstm_whose_gates_are_both_nearly_shut_still_weighs_them_against_each_other(float bias)
    {
        // Only the ratio of the gates counts, however small they are; their sums are rounded in units of the bias.
        var shape = new NetShape(CellKind.MinLstm, Input, Hidden);
        (Problem problem, float[] output, _) = Run(shape, bias, bias, 0);
        Problem shifted = problem.With(weights => weights.ToDictionary(
            weight => weight.Key,
            weight => weight.Key != "bias_ih_l0" ? weight.Value
                : [.. weight.Value.Select((b, row) => row < 2 * Hidden ? b + bias : b)]));
        double tolerance = Math.Max(Tolerance, -bias * Math.Pow(2, -23));
        Closeness.Within(tolerance, Closeness.Distance(new OracleProblem(shifted).Results()["output"], output), shape.Name);
    }

    private static void Gru(bool resetAfter, float reset, float keep, Func<double[], double[], double[], double[], double[]> next)
    {
        var shape = new NetShape(CellKind.Gru, Input, Hidden, ResetAfter: resetAfter);
        double[] bias = ToDouble(new Problem(shape, Steps, "limits").Weights["bias_hh_l0"][(2 * Hidden)..]);
        Recurs(shape, [reset, keep, 0], 2, (wx, uh, h) => next(wx, uh, h, bias));
    }

    // The outputs are those of the recursion, which is given W x + b_ih and U h + b_hh of one gate.
    private static void Recurs(NetShape shape, float[] gates, int gate, Next next)
    {
        (Problem problem, float[] output, _) = Run(shape, gates);
        var expected = new List<double>();
        double[] h = ToDouble(problem.InitialHidden);
        for (int t = 0; t < Steps; t++)
        {
            double[] x = ToDouble(problem.Input[(t * Input)..((t + 1) * Input)]);
            double[] uh = shape.HasStateMatrix ? Affine("hh", h) : [];
            h = next(Affine("ih", x), uh, h);
            expected.AddRange(h);
        }

        Same([.. expected], output, shape.Name);

        double[] Affine(string names, double[] vector)
        {
            float[] weight = problem.Weights[$"weight_{names}_l0"].AsSpan(gate * Hidden * vector.Length, Hidden * vector.Length).ToArray();
            float[] bias = problem.Weights[$"bias_{names}_l0"].AsSpan(gate * Hidden, Hidden).ToArray();
            return Add(OracleCell.Product(ToDouble(weight), Hidden, vector), ToDouble(bias));
        }
    }

    // A net whose gates have these numbers added to their biases; 0 leaves a gate's as they are.
    private static (Problem Problem, float[] Output, INetState Final) Run(NetShape shape, params float[] gates)
    {
        _ = Nets[shape.Name];
        var problem = new Problem(shape, Steps, "limits");
        INet net = problem.NewNet();
        net.Set("bias_ih_l0", [.. problem.Weights["bias_ih_l0"].Select((bias, row) => bias + gates[row / Hidden])]);
        INetState state = problem.NewInitialState(net);
        var output = new float[shape.OutputCount(Steps)];
        net.Forward(problem.Input, output, state, net.NewWorkspace(Steps));
        return (problem, output, state);
    }

    private static void Same(double[] expected, float[] actual, string what) =>
        Closeness.Within(Tolerance, Closeness.Distance(expected, actual), what);

    private static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double[] ToDouble(float[] values) => Array.ConvertAll(values, value => (double)value);
}
