using CellGen.Compare.Bounds;

namespace CellGen.Compare.Measuring;

/// <summary>A row and the peers that did it, CellGen first.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Bound">What it takes at least; null where vectors are switched off.</param>
/// <param name="TargetRatio">The target, as a part of the best peer's time.</param>
/// <param name="Peers">The results.</param>
public sealed record RowResult(string Name, Bound? Bound, double TargetRatio, IReadOnlyList<PeerResult> Peers);
