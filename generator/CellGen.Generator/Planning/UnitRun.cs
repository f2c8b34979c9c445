using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>Slices of units that a program visits one after the other; equal blocks, and equal units of a block, become loops.</summary>
/// <param name="Blocks">The number of blocks of 16 units, a loop; 0: none.</param>
/// <param name="Parts">The number of units of a block that are visited one by one, a loop; 0: none.</param>
/// <param name="Slices">The slices of the body.</param>
internal sealed record UnitRun(int Blocks, int Parts, IReadOnlyList<UnitSlice> Slices)
{
    /// <summary>Whether the slices are in a loop.</summary>
    public bool IsLooped => Blocks > 0 || Parts > 0;

    /// <summary>All units of a row, in order.</summary>
    public static IEnumerable<UnitRun> Of(LaneLayout units, VectorProfile profile)
    {
        int blocks = units.Units / LaneLayout.Block;
        int rest = 0;
        if (blocks > profile.WrittenOut || (profile.IsPlain && blocks > 0))
        {
            yield return Create(blocks, profile.IsPlain ? LaneLayout.Block : 0, 0, LaneLayout.Block);
            rest = blocks * LaneLayout.Block;
        }

        if (!profile.IsPlain)
        {
            yield return Create(0, 0, rest, units.PaddedUnits);
            yield break;
        }

        // Without vectors the smaller blocks are loops, too.
        for (int unit = rest; unit < units.Units; unit += units.BlockSize(unit))
        {
            yield return Create(0, Math.Min(units.BlockSize(unit), units.Units - unit), unit, units.PaddedUnits);
        }

        UnitRun Create(int blocks, int parts, int start, int end) =>
            new(blocks, parts, [.. UnitSlices.Of(units, profile, start, parts > 0 ? start + 1 : end)]);
    }
}
