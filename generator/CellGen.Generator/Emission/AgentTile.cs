using CellGen.Generator.Planning;

namespace CellGen.Generator.Emission;

/// <summary>Some units of a segment, whose sums are accumulated together for a group of agents.</summary>
/// <param name="Units">Their number.</param>
/// <param name="Segment">The segment.</param>
internal sealed record AgentTile(int Units, UnitSegment Segment)
{
    /// <summary>The distance of a lane from the first lane of the tile.</summary>
    public int Distance(int gate, int unit) => (gate * Segment.Size) + unit;

    /// <summary>One number of a row of lanes, such as a bias.</summary>
    public string Lane(string row, int gate, int unit) => VectorText.Element(row, new Offset("lane", Distance(gate, unit)));
}
