namespace CellGen.Compare.Measuring;

/// <summary>A row and the peers that did it, CellGen first.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="MultiplyAdds">The multiply-adds of one step.</param>
/// <param name="TargetRatio">The target, as a part of the best peer's time.</param>
/// <param name="Peers">The results.</param>
public sealed record RowResult(string Name, double MultiplyAdds, double TargetRatio, IReadOnlyList<PeerResult> Peers);
