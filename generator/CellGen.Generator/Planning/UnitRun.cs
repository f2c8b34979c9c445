using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>Slices of units that a program visits one after the other; equal blocks, and equal parts of a block, become loops.</summary>
/// <param name="Blocks">The number of blocks of 16 units, a loop; 0: none.</param>
/// <param name="Parts">The number of equal parts of a block, a loop; 0: none.</param>
/// <param name="Slices">The slices of the body.</param>
internal sealed record UnitRun(int Blocks, int Parts, IReadOnlyList<UnitSlice> Slices)
{
    /// <summary>Whether the slices are in a loop.</summary>
    public bool IsLooped => Blocks > 0 || Parts > 0;

    /// <summary>The number of units of a part, which is one slice.</summary>
    public int PartUnits => Slices[0].Width;

    /// <summary>All units of a row, in order.</summary>
    public static IEnumerable<UnitRun> Of(LaneLayout units, VectorProfile profile)
    {
        int blocks = units.Units / LaneLayout.Block;
        int rest = 0;
        if (blocks > profile.WrittenOut || (profile.IsBrief && blocks > 0))
        {
            yield return Create(blocks > 1 ? blocks : 0, 0, LaneLayout.Block);
            rest = blocks * LaneLayout.Block;
        }

        if (!profile.IsBrief)
        {
            yield return new UnitRun(0, 0, [.. UnitSlices.Of(units, profile, rest, units.PaddedUnits)]);
            yield break;
        }

        // Where text counts, the smaller blocks are loops, too.
        for (int unit = rest; unit < units.Units; unit += units.BlockSize(unit))
        {
            yield return Create(0, unit, units.BlockSize(unit));
        }

        UnitRun Create(int blocks, int start, int size)
        {
            List<UnitSlice> slices = [.. UnitSlices.Of(units, profile, start, start + size)];
            bool parts = profile.IsBrief && slices.Count > 1 && slices.TrueForAll(slice => slice.Valid == slice.Width);
            return new(blocks, parts ? slices.Count : 0, parts ? [slices[0]] : slices);
        }
    }
}
