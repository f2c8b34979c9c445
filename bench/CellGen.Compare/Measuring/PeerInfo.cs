namespace CellGen.Compare.Measuring;

/// <summary>A column of the table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Version">The version; null where it is not installed.</param>
public sealed record PeerInfo(string Name, string? Version);
