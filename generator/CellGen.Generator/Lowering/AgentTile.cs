using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Lowering;

/// <summary>Some units of a block, whose sums are accumulated together for a group of agents.</summary>
/// <param name="Units">Their number.</param>
/// <param name="Width">The number of lanes of the panel.</param>
/// <param name="Size">The number of units of the block: the distance from a gate's lanes to the next.</param>
internal sealed record AgentTile(int Units, int Width, Whole Size)
{
    /// <summary>One number of a row of lanes, such as a bias.</summary>
    public Memory Lane(string row, int gate, int unit) => new(row, "lane" + Weight(gate, unit));

    /// <summary>The place of a weight, from the first lane of the tile in its column on.</summary>
    public Whole Weight(int gate, int unit) => (gate * Size) + unit;
}
