using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>Nets whose kernels are interpreted: of every way in which a matrix is cut, and small enough for an interpreter.</summary>
internal static class FormNets
{
    private static readonly Dictionary<string, Lazy<NetPlan>> Plans = new()
    {
        ["Gru of 1 and 8"] = Net("Kind = CellKind.Gru, Input = 1, Hidden = 8", "[DenseHead(Output = 1)]"),
        ["Lstm of 3 and 5 without bias"] = Net("Kind = CellKind.Lstm, Input = 3, Hidden = 5, Bias = false", "[DenseHead(Output = 6, Bias = false)]"),
        ["Two Grus of 10 and 20 in both directions"] = Net("Kind = CellKind.Gru, Input = 10, Hidden = 20, Layers = 2, Bidirectional = true", "[DenseHead(Output = 3)]"),
        ["Two Lstms of 10 and 20, of variable columns"] = Net("Kind = CellKind.Lstm, Input = 10, Hidden = 20, Layers = 2"),
        ["Two Grus of 7 and 37"] = Net("Kind = CellKind.Gru, Input = 7, Hidden = 37, Layers = 2", "[DenseHead(Output = 21)]"),
        ["Two Rnns of 13 and 12"] = Net("Kind = CellKind.Rnn, Input = 13, Hidden = 12, Layers = 2", "[DenseHead(Output = 33, Over = HeadInput.LastState)]"),
        ["Projected Lstm of 3 and 70"] = Net("Kind = CellKind.Lstm, Input = 3, Hidden = 70, Projection = 9, Peephole = true, Bidirectional = true"),
        ["Gru of 64 and 128, of several panels"] = Net("Kind = CellKind.Gru, Input = 64, Hidden = 128", "[DenseHead(Output = 150)]"),
        ["Lstm of 6 and 100, in blocks of columns"] = Net("Kind = CellKind.Lstm, Input = 6, Hidden = 100"),
        ["Lstm of 271 and 256, which prefetches"] = Net("Kind = CellKind.Lstm, Input = 271, Hidden = 256", "[Network(Training = false)]"),
    };

    /// <summary>Each net at each width.</summary>
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (string name in Plans.Keys)
        {
            foreach (VectorProfile profile in VectorProfile.All)
            {
                cases.Add(name, profile.Name);
            }
        }

        return cases;
    }

    /// <summary>The plans of the nets.</summary>
    public static IEnumerable<NetPlan> All => Plans.Values.Select(plan => plan.Value);

    /// <summary>A net and its plan for a width.</summary>
    public static (NetPlan Plan, WidthPlan Width) Of(string name, string width)
    {
        NetPlan plan = Plans[name].Value;
        return (plan, plan.Widths.Single(each => each.Profile.Name == width));
    }

    private static Lazy<NetPlan> Net(string cell, string more = "") => new(() =>
    {
        string source = $"using CellGen; [RecurrentCell({cell})] {more} partial class Net {{ }}";
        var result = GeneratorHost.Driver().RunGenerators(GeneratorHost.Compile(source)).GetRunResult();
        var spec = (ModelSpec)result.Results[0].TrackedSteps[CellGenerator.SpecStep].Single().Outputs.Single().Value;
        return new NetPlan(spec.ForWidths(GeneratorHost.All));
    });
}
