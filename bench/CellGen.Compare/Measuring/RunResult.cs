using CellGen.Compare.Machines;
using CellGen.Compare.Situations;

namespace CellGen.Compare.Measuring;

/// <summary>Everything that one process measured.</summary>
/// <param name="Run">default, avx2 or plain.</param>
/// <param name="VectorWidth">The width that CellGen chose.</param>
/// <param name="Quick">Whether it was only tried out.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Peaks">Its peaks, in this run.</param>
/// <param name="Peers">The columns.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Situations">What no time of a warm step says, peer by peer.</param>
/// <param name="TwoWays">What CellGen's one way takes beside its other.</param>
public sealed record RunResult(
    string Run, string VectorWidth, bool Quick, Machine Machine, Peaks Peaks, IReadOnlyList<PeerInfo> Peers, IReadOnlyList<RowResult> Rows,
    IReadOnlyList<Situation> Situations, IReadOnlyList<TwoWays> TwoWays)
{
    /// <summary>The fastest of the others that had the instructions of the run and no more; null where there is none.</summary>
    public PeerResult? BestOther(RowResult row) => row.Peers.Skip(1).Where(Counts).MinBy(peer => peer.Nanoseconds);

    /// <summary>Whether a time is one with the instructions of the run.</summary>
    public bool Counts(PeerResult result) => Run == "default" || Peers.Single(peer => peer.Name == result.Peer).IsRestricted;
}
