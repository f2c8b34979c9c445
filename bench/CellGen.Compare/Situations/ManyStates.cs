using CellGen.Compare.Measuring;
using CellGen.Compare.Peers.Generated;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Situations;

/// <summary>StepMany beside a Step of each state.</summary>
internal static class ManyStates
{
    /// <summary>All rows of many states, for a state.</summary>
    public static IReadOnlyList<TwoWays> Measure(Pace pace) =>
    [
        .. RowCatalog.All.Where(row => row.Mode == RowMode.Agents).Select(row =>
        {
            var oneByOne = new OtherWay("Step of each", problem => AgentsWork.Create(problem, oneByOne: true));
            RowResult result = Comparison.Measure(row, null, [new GeneratedPeer(), oneByOne], pace);
            (PeerResult many, PeerResult each) = (result.Peers[0], result.Peers[1]);
            return new TwoWays($"{row.Name}: StepMany, Step of each", many.Nanoseconds / row.Batch, each.Nanoseconds / row.Batch, row is { Kind: CellKind.Gru, Hidden: 8 } ? 4 : null, each.Difference == 0);
        }),
    ];
}
