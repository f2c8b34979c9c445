using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.NumericTests.Host;
using Xunit;

namespace CellGen.NumericTests.Networks;

/// <summary>Rows that share memory are never needed at once: what an operation reads is what was written last where it lies.</summary>
public class RowMemoryTests
{
    private static readonly IReadOnlyList<NetworkPlan> Plans =
        [.. CommittedNetworks.All.Concat(RandomNetworks.Several(100, 1000)).Select(net => new NetworkPlan(NetCompiler.SpecOf(NetworkSource.Write(net), "Networks." + net.Name)))];

    [Fact]
    public void A_pass_reads_what_it_has_written() => Assert.All(Plans, plan =>
    {
        var memory = plan.WorkspaceRows;
        AssertRead(plan, plan.Forward, RowsKind.Values, memory, memory.Values);
        Assert.Empty(memory.Gradients);
    });

    [Fact]
    public void So_does_the_backward_pass_and_a_tape_keeps_all_that_it_reads() => Assert.All(Plans.Where(plan => plan.Backward.Count > 0), plan =>
    {
        var memory = plan.TapeRows;
        AssertRead(plan, plan.Backward, RowsKind.Gradient, memory, memory.Gradients);
        Assert.Equal(memory.Values.Count, memory.Values.Distinct().Count());
        Assert.Empty(memory.Values.Intersect(memory.Gradients));
    });

    [Fact]
    public void Rows_of_a_chain_take_turns()
    {
        var sizes = Plans.Select(plan => (
            Rows: plan.Layers.Where(layer => layer.Rows >= 0).Sum(layer => layer.Spec.Size),
            Memory: plan.WorkspaceRows.Pieces.Sum(piece => piece.Size))).ToList();
        Assert.All(sizes, each => Assert.True(each.Memory <= each.Rows));

        // Of all these nets together; most have few layers, and joins that need several at once.
        Assert.True(sizes.Sum(each => each.Memory) < 0.8 * sizes.Sum(each => each.Rows), $"{sizes.Sum(each => each.Memory)} of {sizes.Sum(each => each.Rows)}");
    }

    private static void AssertRead(NetworkPlan plan, IReadOnlyList<Stage> stages, RowsKind kind, RowMemory memory, IReadOnlyList<int> pieceOf)
    {
        var content = new Dictionary<int, int>();
        foreach (var stage in stages)
        {
            if (stage.Source.Rows.Kind == kind && Piece(stage.Source) is { } read)
            {
                Assert.True(content.TryGetValue(read, out int layer) && layer == stage.Source.Rows.Layer, At(stage));
            }

            if (stage.Target is { } target && target.Rows.Kind == kind && Piece(target) is { } written)
            {
                Assert.True(stage.Operation != RowOperation.Add || (content.TryGetValue(written, out int layer) && layer == target.Rows.Layer), At(stage));
                Assert.True(memory.Pieces[written].Size >= target.Rows.Size && memory.Pieces[written].OneRow == target.Rows.OneRow, At(stage));
                content[written] = target.Rows.Layer;
            }
        }

        string At(Stage stage) => $"{plan.Spec.Type.Title}: {stage.Operation.Batch} of layer {stage.Layer}";
        int? Piece(Columns columns) => columns.Rows.Layer >= 0 && plan.Layers[columns.Rows.Layer].Rows is >= 0 and var rows ? pieceOf[rows] : null;
    }
}
