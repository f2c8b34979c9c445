using CellGen.NumericTests.Host;

namespace CellGen.NumericTests.Oracle;

/// <summary>A layer and direction of a net.</summary>
/// <param name="Shape">The net.</param>
/// <param name="Weights">The parameters of the net by torch's names, row-major.</param>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="Direction">0 forward, 1 backward.</param>
public sealed record OracleLayer(NetShape Shape, IReadOnlyDictionary<string, double[]> Weights, int Layer, int Direction)
{
    /// <summary>What follows the names of its tensors.</summary>
    public string Suffix => $"_l{Layer}{(Direction == 1 ? "_reverse" : "")}";
}
