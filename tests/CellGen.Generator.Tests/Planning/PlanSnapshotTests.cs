using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests.Planning;

/// <summary>What is decided for ten nets before a line is written.</summary>
public class PlanSnapshotTests
{
    [Theory]
    [InlineData("Gesture", "Kind = CellKind.Gru, Input = 10, Hidden = 20, Layers = 2, Bidirectional = true", "[DenseHead(Output = 3)]")]
    [InlineData("Amplifier", "Kind = CellKind.Lstm, Input = 1, Hidden = 32", "[DenseHead(Output = 1)] [Network(Training = false, Agents = false)]")]
    [InlineData("SmallGru", "Kind = CellKind.Gru, Input = 1, Hidden = 8", "[DenseHead(Output = 1)]")]
    [InlineData("TwoLstms", "Kind = CellKind.Lstm, Input = 10, Hidden = 20, Layers = 2", "")]
    [InlineData("WideGru", "Kind = CellKind.Gru, Input = 64, Hidden = 128", "")]
    [InlineData("LargeLstm", "Kind = CellKind.Lstm, Input = 512, Hidden = 1024", "")]
    [InlineData("Projected", "Kind = CellKind.Lstm, Input = 3, Hidden = 70, Projection = 9, Peephole = true, Bidirectional = true", "")]
    [InlineData("ResetBefore", "Kind = CellKind.Gru, Input = 3, Hidden = 21, ResetAfter = false, RecurrentDropout = 0.25", "")]
    [InlineData("Tokens", "Kind = CellKind.MinLstm, Input = 30, Hidden = 5, Bidirectional = true, Bias = false", "[TokenInput] [DenseHead(Output = 3)]")]
    [InlineData("Independent", "Kind = CellKind.IndRnn, Input = 4, Hidden = 100, Layers = 3", "[DenseHead(Output = 12, Over = HeadInput.MeanState)]")]
    public void The_plan_of_a_net(string name, string cell, string more)
    {
        var plan = new NetPlan(SpecOf($"using CellGen; [RecurrentCell({cell})] {more} partial class {name} {{ }}"));
        Snapshot.Verify(PlanText.Of(plan), name, "txt");
    }

    [Fact]
    public void The_same_spec_has_the_same_plan()
    {
        string source = "using CellGen; [RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 20)] partial class Net { }";
        NetPlan plan = new(SpecOf(source)), same = new(SpecOf(source)), other = new(SpecOf(source.Replace("20", "21")));
        Assert.Equal(plan, same);
        Assert.Equal(PlanText.Of(plan), PlanText.Of(same));
        Assert.NotEqual(plan, other);
        Assert.NotEqual(PlanText.Of(plan), PlanText.Of(other));
    }

    private static ModelSpec SpecOf(string source) => (ModelSpec)GeneratorHost.Driver().RunGenerators(GeneratorHost.Compile(source))
        .GetRunResult().Results[0].TrackedSteps[CellGenerator.SpecStep].Single().Outputs.Single().Value;
}
