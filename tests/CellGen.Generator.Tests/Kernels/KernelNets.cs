using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Tests.Host;
using Kind = CellGen.Generator.Model.CellKind;
using Function = CellGen.Generator.Model.Nonlinearity;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// Nets whose recurrences are interpreted: every kind of cell, with each part that it may have or lack, of sizes that fill a
/// vector, some, or panels, in one loop or two.
/// </summary>
internal static class KernelNets
{
    private static readonly Dictionary<string, Lazy<NetPlan>> Plans = new()
    {
        ["Rnn of 1 and 1"] = Net(Cell(Kind.Rnn, 1, 1), head: 1),
        ["Rnn of relu of 3 and 8 without bias"] = Net(Cell(Kind.Rnn, 3, 8) with { Nonlinearity = Function.Relu, Bias = false }, head: 2, training: false),
        ["Rnn of relu of 13 and 20 in both directions"] = Net(Cell(Kind.Rnn, 13, 20) with { Nonlinearity = Function.Relu, Bidirectional = true }, head: 4),
        ["Two Rnns of 6 and 37"] = Net(Cell(Kind.Rnn, 6, 37) with { Layers = 2, Nonlinearity = Function.Sigmoid }),
        ["Rnn of 5 and 128"] = Net(Cell(Kind.Rnn, 5, 128), head: 3),
        ["Gru of 1 and 8"] = Net(Cell(Kind.Gru, 1, 8), head: 3),
        ["Gru of 10 and 20 in both directions"] = Net(Cell(Kind.Gru, 10, 20) with { Bidirectional = true }),
        ["Gru of 3 and 20, reset before, with a clip, in both directions"] = Net(Cell(Kind.Gru, 3, 20) with { ResetAfter = false, Clip = 0.5, Bidirectional = true }),
        ["Gru of 3 and 8, reset before, without bias and training"] = Net(Cell(Kind.Gru, 3, 8) with { ResetAfter = false, Bias = false }, head: 4, training: false),
        ["Gru of 5 and 70, reset before"] = Net(Cell(Kind.Gru, 5, 70) with { ResetAfter = false }, head: 2),
        ["Two Grus of 7 and 37"] = Net(Cell(Kind.Gru, 7, 37) with { Layers = 2 }),
        ["Two Grus of 6 and 20, reset before, without training"] = Net(Cell(Kind.Gru, 6, 20) with { Layers = 2, ResetAfter = false }, training: false),
        ["Gru of 4 and 70 without bias"] = Net(Cell(Kind.Gru, 4, 70) with { Bias = false }, head: 1),
        ["Gru of 2 and 128 in both directions"] = Net(Cell(Kind.Gru, 2, 128) with { Bidirectional = true }),
        ["Gru of 3 and 20 with dropout, in both directions"] = Net(Cell(Kind.Gru, 3, 20) with { RecurrentDropout = 0.5, Bidirectional = true }),
        ["Gru of 2 and 8, reset before, with dropout"] = Net(Cell(Kind.Gru, 2, 8) with { RecurrentDropout = 0.5, ResetAfter = false }, head: 1),
        ["Gru of 20 that tokens select"] = Net(Cell(Kind.Gru, 5, 20), head: 3, tokens: new TokenSpec(5, false, Embedded: false, false, -1)),
        ["Gru of relu of 3 and 20, reset before, with hard gates"] = Net(Cell(Kind.Gru, 3, 20) with { ResetAfter = false, Nonlinearity = Function.Relu, GateNonlinearity = Function.OnnxHardSigmoid }, head: 1),
        ["Gru of identity of 3 and 8 with hard gates in both directions"] = Net(Cell(Kind.Gru, 3, 8) with { Nonlinearity = Function.Identity, GateNonlinearity = Function.HardSigmoid, Bidirectional = true }),
        ["Gru of sigmoid of 3 and 20"] = Net(Cell(Kind.Gru, 3, 20) with { Nonlinearity = Function.Sigmoid }),
        ["Lstm of relu of 2 and 20 with peepholes and hard gates"] = Net(Cell(Kind.Lstm, 2, 20) with { Peephole = true, Nonlinearity = Function.Relu, GateNonlinearity = Function.HardSigmoid, OutputNonlinearity = Function.Relu }),
        ["Lstm of leaky relu of 2 and 37, linear output"] = Net(Cell(Kind.Lstm, 2, 37) with { Nonlinearity = Function.LeakyRelu, OutputNonlinearity = Function.Identity }, head: 2),
        ["Lstm of 1 and 20"] = Net(Cell(Kind.Lstm, 1, 20)),
        ["Lstm of 3 and 8 with peepholes and clips"] = Net(Cell(Kind.Lstm, 3, 8) with { Peephole = true, CellClip = 0.25, Clip = 0.5 }, head: 2),
        ["Lstm of 2 and 20, projected to 5, in both directions"] = Net(Cell(Kind.Lstm, 2, 20) with { Projection = 5, Bidirectional = true }),
        ["Lstm of 2 and 37, coupled, with peepholes, without bias, in both directions"] = Net(Cell(Kind.Lstm, 2, 37) with { CoupledGates = true, Peephole = true, Bias = false, Bidirectional = true }),
        ["Two Lstms of 10 and 20, of variable columns"] = Net(Cell(Kind.Lstm, 10, 20) with { Layers = 2 }),
        ["Two Lstms of 8 and 20, without training"] = Net(Cell(Kind.Lstm, 8, 20) with { Layers = 2 }, training: false),
        ["Lstm of 2 and 70, projected to 9, with peepholes and a clip"] = Net(Cell(Kind.Lstm, 2, 70) with { Projection = 9, Peephole = true, CellClip = 0.25 }, head: 1),
        ["Lstm of 3 and 70 without bias"] = Net(Cell(Kind.Lstm, 3, 70) with { Bias = false }),
        ["Lstm of 1 and 128 with dropout"] = Net(Cell(Kind.Lstm, 1, 128) with { RecurrentDropout = 0.5 }),
        ["Lstm of 8, embedded, projected to 3, with dropout"] = Net(Cell(Kind.Lstm, 3, 8) with { Projection = 3, RecurrentDropout = 0.5 }, head: 4, tokens: new TokenSpec(5, false, Embedded: true, false, -1)),
        ["MinGru of 3 and 20 in both directions"] = Net(Cell(Kind.MinGru, 3, 20) with { Bidirectional = true }),
        ["Two MinGrus of 8 and 37"] = Net(Cell(Kind.MinGru, 8, 37) with { Layers = 2 }, head: 1),
        ["MinLstm of 2 and 8 without bias"] = Net(Cell(Kind.MinLstm, 2, 8) with { Bias = false }, head: 2),
        ["MinLstm of 3 and 70"] = Net(Cell(Kind.MinLstm, 3, 70) with { Clip = 0.5 }),
        ["IndRnn of relu of 3 and 20 in both directions"] = Net(Cell(Kind.IndRnn, 3, 20) with { Nonlinearity = Function.Relu, Bidirectional = true }),
        ["IndRnn of 2 and 128"] = Net(Cell(Kind.IndRnn, 2, 128), head: 4),
        ["Concatenating of 2 and 8 in both directions"] = Net(Cell(Kind.Concatenating, 2, 8) with { Bidirectional = true }),
        ["Concatenating of 5 and 37 without bias"] = Net(Cell(Kind.Concatenating, 5, 37) with { Bias = false }, head: 3),
    };

    /// <summary>Each net of up to so many units at each width that has such a kernel.</summary>
    public static TheoryData<string, string> With<TKernel>(int mostUnits = int.MaxValue)
        where TKernel : Kernel
    {
        var cases = new TheoryData<string, string>();
        foreach (var (name, plan) in Plans.Where(net => net.Value.Value.Spec.Cell.Hidden <= mostUnits))
        {
            foreach (var width in plan.Value.Widths.Where(width => width.Kernels.OfType<TKernel>().Any()))
            {
                cases.Add(name, width.Profile.Name);
            }
        }

        return cases;
    }

    /// <summary>The plans of the nets.</summary>
    public static IEnumerable<NetPlan> All => Plans.Values.Select(plan => plan.Value);

    /// <summary>A net and its plan for a width.</summary>
    public static (NetPlan Plan, WidthPlan Width) Of(string name, string width)
    {
        var plan = Plans[name].Value;
        return (plan, plan.Widths.Single(each => each.Profile.Name == width));
    }

    private static CellSpec Cell(Kind kind, int input, int hidden) => new(kind, input, hidden, 1, Bidirectional: false, Bias: true, Function.Tanh);

    private static Lazy<NetPlan> Net(CellSpec cell, int head = 0, bool training = true, TokenSpec? tokens = null) => new(() => new NetPlan(new ModelSpec(
        new TypeSpec("", new([]), "partial class Net", "Net", "Net"),
        cell,
        head > 0 ? new HeadSpec(head, CellGen.Generator.Model.HeadInput.EveryStep, cell.Bias, LogSoftmax: false) : null,
        tokens,
        new NetworkSpec(training) { Widths = GeneratorHost.All })));
}
