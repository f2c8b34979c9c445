using CellGen.Generator.Model;
using CellGen.Generator.Parsing;
using CellGen.Generator.Planning;
using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests;

/// <summary>The lengths of a plan are of type int: no net within the limits of the attributes has one that wraps.</summary>
public class PlanLengthTests
{
    [Theory]
    [InlineData(CellKind.Lstm, 8192, 4850, 1, false, DirectionMerge.Concatenate)]
    [InlineData(CellKind.Rnn, 8192, 8192, 1, false, DirectionMerge.Concatenate)]
    [InlineData(CellKind.Lstm, 8192, 480, 64, true, DirectionMerge.Sum)]
    [InlineData(CellKind.MinGru, 8192, 960, 64, true, DirectionMerge.Sum)]
    [InlineData(CellKind.IndRnn, 1, 1020, 64, true, DirectionMerge.Concatenate)]
    [InlineData(CellKind.Gru, 8191, 413, 64, true, DirectionMerge.Concatenate)]
    public void The_largest_nets_have_their_parameters_and_little_padding(
        CellKind kind, int input, int hidden, int layers, bool bidirectional, DirectionMerge merge) =>
        Check(Cell(kind, input, hidden, layers, bidirectional) with { Merge = (Model.DirectionMerge)merge }, null, null);

    [Fact]
    public void The_largest_embedding_and_the_largest_head()
    {
        Check(Cell(CellKind.Rnn, 255, 8), null, new TokenSpec(ModelParser.MaxVocabulary, true, Embedded: true, Frozen: false, Padding: -1));
        Check(
            Cell(CellKind.IndRnn, 1, ModelParser.MaxSize, bidirectional: true),
            new HeadSpec(ModelParser.MaxSize, Model.HeadInput.EveryStep, true, false),
            null);
    }

    private static CellSpec Cell(CellKind kind, int input, int hidden, int layers = 1, bool bidirectional = false) =>
        new((Model.CellKind)kind, input, hidden, layers, bidirectional, true, Model.Nonlinearity.Tanh);

    private static void Check(CellSpec cell, HeadSpec? head, TokenSpec? tokens)
    {
        var small = (ModelSpec)GeneratorHost.Driver()
            .RunGenerators(GeneratorHost.Compile("using CellGen; [RecurrentCell(Input = 1, Hidden = 1)] partial class Net { }"))
            .GetRunResult().Results[0]
            .TrackedSteps[CellGenerator.SpecStep].Single()
            .Outputs.Single().Value;
        var plan = new NetPlan(small with { Cell = cell, Head = head, Tokens = tokens });

        Assert.InRange(plan.Parameters.TotalCount, ModelParser.MaxParameters / 2, ModelParser.MaxParameters);
        Assert.InRange(plan.Parameters.PackedLength, plan.Parameters.TotalCount, plan.Parameters.TotalCount * 5 / 4);
        Assert.Equal(plan.Parameters.PackedLength, plan.Parameters.TrainedLength);
        Assert.InRange(plan.TransposedLength, 0, plan.Parameters.PackedLength);
    }
}
