using CellGen.Generator.Descriptions;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests.Planning;

/// <summary>What is decided for twelve nets before a line is written.</summary>
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

    [Theory]
    [InlineData("Denoiser", """
        [Dense(Input = 42, Output = 24, Nonlinearity = Nonlinearity.Tanh, Name = "input_dense")]
        [RecurrentCell(Kind = CellKind.Gru, Hidden = 24, ResetAfter = false, Nonlinearity = Nonlinearity.Relu, Name = "vad_gru")]
        [DenseHead(Output = 1, Nonlinearity = Nonlinearity.Sigmoid, Name = "vad")]
        [Concatenate("input_dense", "vad_gru", "input")]
        [RecurrentCell(Kind = CellKind.Gru, Hidden = 48, ResetAfter = false, Nonlinearity = Nonlinearity.Relu, Name = "noise_gru")]
        [Concatenate("vad_gru", "noise_gru", "input")]
        [RecurrentCell(Kind = CellKind.Gru, Hidden = 96, ResetAfter = false, Nonlinearity = Nonlinearity.Relu, Name = "denoise_gru")]
        [DenseHead(Output = 22, Nonlinearity = Nonlinearity.Sigmoid, Name = "gains")]
        """)]
    [InlineData("Listener", """
        [Conv1d(Input = 2, Frame = 9, Output = 4, Kernel = 3, Stride = 2, Padding = 1, Nonlinearity = Nonlinearity.Relu)]
        [Conv1d(Output = 8, Kernel = 3, Dilation = 4, Name = "past")]
        [RecurrentCell(Kind = CellKind.Lstm, Hidden = 12, InitialState = InitialState.Trained)]
        [Activation(Nonlinearity.Relu)]
        [DenseHead(Output = 3, Over = HeadInput.LastState, LogSoftmax = true, Name = "class")]
        [Concatenate("activation", "past", "input")]
        [RecurrentCell(Kind = CellKind.Gru, Hidden = 5)]
        [DenseHead(Output = 20_000, Name = "word")]
        """)]
    public void The_plan_of_a_net_of_several_layers(string name, string layers) =>
        Snapshot.Verify(NetworkPlanText.Of(new NetworkPlan(SpecOf($"using CellGen; {layers} partial class {name} {{ }}"))), name, "txt");

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

    private static ModelSpec SpecOf(string source) =>
        ((ModelSpec)GeneratorHost.Driver().RunGenerators(GeneratorHost.Compile(source)).GetRunResult().Results[0].TrackedSteps[CellGenerator.SpecStep].Single().Outputs.Single().Value)
        .ForWidths(GeneratorHost.All);
}
