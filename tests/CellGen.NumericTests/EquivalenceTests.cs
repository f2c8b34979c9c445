using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests;

/// <summary>Two nets that are the same function, written with different attributes, give the same results.</summary>
public class EquivalenceTests
{
    private const int Steps = 7;
    private const int Input = 5;
    private const int Hidden = 13;
    private const double Tolerance = 2e-6;
    private const double Much = 1000;
    private const double Little = 1.0 / (1 << 24);

    private static readonly NetShape Rnn = new(CellKind.Rnn, Input, Hidden, OneWidth: true);
    private static readonly NetShape Gru = new(CellKind.Gru, Input, Hidden, OneWidth: true);
    private static readonly NetShape Lstm = new(CellKind.Lstm, Input, Hidden, OneWidth: true);

    // Nearly all nets, compiled together because each alone would take longer.
    private static readonly NetShape[] Most =
    [
        .. Enum.GetValues<CellKind>().Select(kind => new NetShape(kind, Input, Hidden, OneWidth: true)),
        .. Enum.GetValues<CellKind>().Where(kind => kind != CellKind.Concatenating)
            .Select(kind => new NetShape(kind, Input, Hidden, OneWidth: true, Clip: Much)),
        Rnn with { Clip = Little },
        Gru with { Clip = Little },
        Gru with { Clip = Little, ResetAfter = false },
        Lstm with { Clip = Little },
        Lstm with { CellClip = Much },
        Lstm with { CoupledGates = true },
        Gru with { ResetAfter = false, Nonlinearity = Nonlinearity.Relu, GateNonlinearity = Nonlinearity.HardSigmoid },
        .. new[] { Nonlinearity.Relu, Nonlinearity.HardSigmoid, Nonlinearity.OnnxHardSigmoid }.Select(function => Rnn with { Nonlinearity = function }),
    ];

    public EquivalenceTests() => NetCompiler.Compile(Most);

    [Fact]
    public void Peepholes_of_zero_are_no_peepholes() => AssertSameBits(Lstm, Lstm with { Peephole = true }, zero: "weight_c");

    [Theory]
    [InlineData(CellKind.Rnn)]
    [InlineData(CellKind.Gru)]
    [InlineData(CellKind.Lstm)]
    [InlineData(CellKind.MinGru)]
    [InlineData(CellKind.MinLstm)]
    [InlineData(CellKind.IndRnn)]
    public void A_bound_that_nothing_meets_changes_nothing(CellKind kind)
    {
        var shape = new NetShape(kind, Input, Hidden, OneWidth: true);
        AssertSameBits(shape, shape with { Clip = Much });
        if (kind == CellKind.Lstm)
        {
            AssertSameBits(shape, shape with { CellClip = Much });
        }
    }

    [Fact]
    public void Coupled_gates_are_an_input_gate_of_the_opposite_sign()
    {
        NetShape coupled = Lstm with { CoupledGates = true };
        AssertClose(coupled, Lstm, weights => Map(weights, (_, values) =>
        {
            int gate = values.Length / 3;
            return [.. values[..gate].Select(value => -value), .. values];
        }));
    }

    [Fact]
    public void A_projection_that_selects_units_is_a_state_of_which_the_gates_see_only_these()
    {
        const int size = 9;
        NetShape projected = Lstm with { Projection = size };
        var selection = new float[size * Hidden];
        for (int i = 0; i < size; i++)
        {
            selection[(i * Hidden) + i] = 1;
        }

        Problem small = Reweighted(projected, weights => Map(weights, (name, values) => name == "weight_hr_l0" ? selection : values));
        Problem large = Reweighted(Lstm, weights => Map(weights, (name, _) => name != "weight_hh_l0" ? small.Weights[name]
            : [.. small.Weights[name].Chunk(size).SelectMany(row => row.Concat(new float[Hidden - size]))]));
        small.InitialHidden.CopyTo(large.InitialHidden, 0);
        float[] seen = [.. NetResults.Forward(large)["output"].Chunk(Hidden).SelectMany(row => row[..size])];
        AssertClose(seen, NetResults.Forward(small)["output"], "output");
    }

    [Fact]
    public void An_IndRnn_is_an_Elman_network_with_a_diagonal_matrix() =>
        AssertClose(new NetShape(CellKind.IndRnn, Input, Hidden, OneWidth: true), Rnn, weights => new Dictionary<string, float[]>
        {
            ["weight_ih_l0"] = weights["weight_ih_l0"],
            ["weight_hh_l0"] = Diagonal(weights["weight_hh_l0"]),
            ["bias_ih_l0"] = weights["bias_ih_l0"],
            ["bias_hh_l0"] = new float[Hidden],
        });

    [Fact]
    public void A_concatenating_cell_is_a_linear_Elman_network() =>
        AssertClose(new NetShape(CellKind.Concatenating, Input, Hidden, OneWidth: true), Rnn with { Nonlinearity = Nonlinearity.Identity }, weights =>
        {
            float[][] rows = [.. weights["i2h.weight"].Chunk(Input + Hidden)];
            return new Dictionary<string, float[]>
            {
                ["weight_ih_l0"] = [.. rows.SelectMany(row => row[..Input])],
                ["weight_hh_l0"] = [.. rows.SelectMany(row => row[Input..])],
                ["bias_ih_l0"] = weights["i2h.bias"],
                ["bias_hh_l0"] = new float[Hidden],
            };
        });

    [Fact]
    public void A_Gru_whose_hard_gates_are_at_their_bounds_is_an_Elman_network() =>
        AssertClose(
            Rnn with { Nonlinearity = Nonlinearity.Relu },
            Gru with { ResetAfter = false, Nonlinearity = Nonlinearity.Relu, GateNonlinearity = Nonlinearity.HardSigmoid },
            weights => Map(weights, (name, values) =>
                [.. Enumerable.Range(0, 2 * values.Length).Select(i => name != "bias_ih_l0" ? 0f : i < Hidden ? 4f : -4f), .. values]));

    [Fact]
    public void The_two_hard_sigmoids_differ_in_their_slope() =>
        AssertClose(
            Rnn with { Nonlinearity = Nonlinearity.OnnxHardSigmoid },
            Rnn with { Nonlinearity = Nonlinearity.HardSigmoid },
            weights => Map(weights, (_, values) => Array.ConvertAll(values, value => 1.2f * value)));

    [Theory]
    [InlineData(CellKind.Gru)]
    [InlineData(CellKind.Lstm)]
    [InlineData(CellKind.MinLstm)]
    public void The_sum_of_two_directions_is_the_sum_of_the_halves(CellKind kind)
    {
        var shape = new NetShape(kind, Input, Hidden, OneWidth: true, Bidirectional: true);
        float[] sum = NetResults.Forward(Reweighted(shape with { Merge = DirectionMerge.Sum }, weights => weights))["output"];
        float[] both = NetResults.Forward(Reweighted(shape, weights => weights))["output"];
        float[] added = [.. both.Chunk(2 * Hidden).SelectMany(row => row[..Hidden].Zip(row[Hidden..], (a, b) => a + b))];
        BitEquality.Same(added, sum, "output");
    }

    [Theory]
    [InlineData(HeadInput.EveryStep)]
    [InlineData(HeadInput.LastState)]
    [InlineData(HeadInput.MeanState)]
    public void Log_softmax_is_the_logarithm_of_the_softmax(HeadInput over)
    {
        NetShape shape = Gru with { Head = new(4, over) };
        float[] raw = NetResults.Forward(Reweighted(shape, weights => weights))["output"];
        NetShape logarithmic = shape with { Head = shape.Head with { LogSoftmax = true } };
        float[] output = NetResults.Forward(Reweighted(logarithmic, weights => weights))["output"];
        float[] expected = [.. raw.Chunk(4).SelectMany(row => row.Select(y => (float)(y - Math.Log(row.Sum(other => Math.Exp(other))))))];
        AssertClose(expected, output, "output");
    }

    [Fact]
    public void A_head_over_the_state_before_is_a_head_over_every_step_one_step_later()
    {
        NetShape everyStep = Gru with { Head = new(3) };
        NetShape before = Gru with { Head = new(3, HeadInput.InputAndPreviousState) };
        Problem now = Reweighted(everyStep, weights => weights);
        Problem later = Reweighted(before, _ =>
        {
            Dictionary<string, float[]> weights = Map(now.Weights, (_, values) => values);
            weights["i2o.weight"] = [.. weights["head.weight"].Chunk(Hidden).SelectMany(row => new float[Input].Concat(row))];
            weights["i2o.bias"] = weights["head.bias"];
            weights.Remove("head.weight");
            weights.Remove("head.bias");
            return weights;
        });
        AssertClose(NetResults.Forward(now)["output"][..^3], NetResults.Forward(later)["output"][3..], "output");
    }

    [Theory]
    [InlineData(CellKind.Rnn)]
    [InlineData(CellKind.Gru)]
    [InlineData(CellKind.Gru, false)]
    [InlineData(CellKind.Lstm)]
    [InlineData(CellKind.MinGru)]
    public void A_bound_of_almost_nothing_leaves_gates_half_open(CellKind kind, bool resetAfter = true)
    {
        // σ is a half, tanh nothing.
        var shape = new NetShape(kind, Input, Hidden, OneWidth: true, ResetAfter: resetAfter, Clip: Little);
        var problem = new Problem(shape, 1, "equivalence");
        INet net = problem.NewNet();
        var output = new float[Hidden];
        INetState state = problem.NewInitialState(net);
        net.Forward(problem.Input, output, state, net.NewWorkspace(1));
        switch (shape.Kind)
        {
            case CellKind.Rnn:
                AssertClose(new float[Hidden], output, "h");
                break;
            case CellKind.Gru:
                AssertClose([.. problem.InitialHidden.Select(h => h / 2)], output, "h");
                break;
            case CellKind.Lstm:
                float[] half = [.. problem.InitialCell.Select(c => c / 2)];
                AssertClose(half, problem.Cell(state), "c");
                AssertClose([.. half.Select(c => MathF.Tanh(c) / 2)], output, "h");
                break;
            default:
                float[] n = NetResults.Forward(Reweighted(shape with { Clip = 0 }, weights => Map(weights, (tensor, values) =>
                    tensor == "bias_ih_l0" ? [.. values.Select((b, row) => row < Hidden ? 60 : b)] : values), steps: 1))["output"];
                AssertClose([.. problem.InitialHidden.Zip(n, (h, value) => (h + value) / 2)], output, "h");
                break;
        }
    }

    [Fact]
    public void The_cell_state_stays_within_its_bound()
    {
        const double bound = 0.0625;
        NetShape shape = Lstm with { CellClip = bound };
        var problem = new Problem(shape, Steps, "equivalence");
        Dictionary<string, float[]> results = NetResults.Forward(problem);
        Assert.All(results["cn"], c => Assert.InRange(Math.Abs(c), 0, bound));
        Assert.Contains(results["cn"], c => Math.Abs(c) == bound);
        Assert.All(results["hn"], h => Assert.InRange(Math.Abs(h), 0, Math.Tanh(bound)));
    }

    // The tensors whose names begin with that are zero.
    private static void AssertSameBits(NetShape first, NetShape second, string? zero = null)
    {
        Problem expected = Reweighted(first, given => given);
        Problem actual = Reweighted(second, weights => Map(weights, (name, values) =>
            zero is not null && name.StartsWith(zero, StringComparison.Ordinal) ? new float[values.Length] : values));
        BitEquality.Same(NetResults.Forward(expected), NetResults.Forward(actual), second.Name);
    }

    private static void AssertClose(
        NetShape first, NetShape second, Func<IReadOnlyDictionary<string, float[]>, IReadOnlyDictionary<string, float[]>> weights)
    {
        Problem expected = Reweighted(first, given => given);
        Problem actual = Reweighted(second, _ => weights(expected.Weights));
        Dictionary<string, float[]> results = NetResults.Forward(actual);
        foreach ((string result, float[] values) in NetResults.Forward(expected))
        {
            AssertClose(values, results[result], result);
        }
    }

    private static void AssertClose(float[] expected, float[] actual, string what) =>
        Closeness.Within(Tolerance, Closeness.Distance(Array.ConvertAll(expected, value => (double)value), actual), what);

    private static Problem Reweighted(
        NetShape shape, Func<IReadOnlyDictionary<string, float[]>, IReadOnlyDictionary<string, float[]>> weights, int steps = Steps) =>
        new Problem(shape, steps, "equivalence").With(weights);

    private static float[] Diagonal(float[] values) =>
        [.. values.SelectMany((value, row) => values.Select((_, column) => row == column ? value : 0))];

    private static Dictionary<string, float[]> Map(IReadOnlyDictionary<string, float[]> weights, Func<string, float[], float[]> change) =>
        weights.ToDictionary(weight => weight.Key, weight => change(weight.Key, weight.Value));
}
