using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Some units of a block, whose sums are accumulated together for a group of agents.</summary>
/// <param name="Units">Their number.</param>
/// <param name="Width">The number of lanes of the panel.</param>
/// <param name="Size">The number of units of the block: the distance from a gate's lanes to the next; null where it is the variable "size".</param>
internal sealed record AgentTile(int Units, int Width, int? Size)
{
    /// <summary>One number of a row of lanes, such as a bias.</summary>
    public string Lane(string row, int gate, int unit) => VectorText.Element(row, At("lane", gate, unit));

    /// <summary>The place of a weight, from the first lane of the tile in its column on.</summary>
    public Offset Weight(int gate, int unit) => At(null, gate, unit);

    private Offset At(string? start, int gate, int unit)
    {
        if (Size is { } size)
        {
            return new Offset(start, (gate * size) + unit);
        }

        string? distance = gate switch
        {
            0 => null,
            1 => "size",
            _ => Invariant($"({gate} * size)"),
        };
        return new Offset(distance is null ? start : start is null ? distance : $"{start} + {distance}", unit);
    }
}
