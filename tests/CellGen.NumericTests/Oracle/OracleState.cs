namespace CellGen.NumericTests.Oracle;

/// <summary>The states of all layers and directions in torch's order, [Layers · Directions × size].</summary>
/// <param name="Hidden">h.</param>
/// <param name="Cell">c; empty where the cell has none.</param>
public sealed record OracleState(double[] Hidden, double[] Cell);
