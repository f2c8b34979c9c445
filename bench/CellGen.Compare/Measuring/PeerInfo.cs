namespace CellGen.Compare.Measuring;

/// <summary>A column of the table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Version">The version; null where it is not installed.</param>
/// <param name="IsRestricted">Whether it has the instructions of the run and no more.</param>
public sealed record PeerInfo(string Name, string? Version, bool IsRestricted);
