using CellGen.Compare.Measuring;
using CellGen.Compare.Peers.Generated;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Situations;

/// <summary>A step of a sequence beside a step that is a call of its own: it should cost 1.1 times as much and 4 ns at most.</summary>
internal static class StepsAndSequences
{
    /// <summary>All rows of one net with a call a step, for a step.</summary>
    public static IReadOnlyList<TwoWays> Measure(Pace pace) =>
    [
        .. RowCatalog.All.Where(row => row.Mode == RowMode.Streaming && !row.IsNet).Select(row =>
        {
            RowResult result = Comparison.Measure(row, null, [new GeneratedPeer(), new OtherWay("Forward", BufferWork.Create)], pace);
            (PeerResult step, PeerResult whole) = (result.Peers[0], result.Peers[1]);
            return new TwoWays(
                $"{row.Kind.ToString().ToUpperInvariant()}({row.Input},{row.Hidden})+Dense(1): Forward, Step", whole.Nanoseconds, step.Nanoseconds, null, whole.Difference == 0);
        }),
    ];
}
