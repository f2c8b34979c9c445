using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>Units that one vector of an element-wise program holds.</summary>
/// <param name="Unit">The first unit.</param>
/// <param name="Width">The number of lanes of the vector: 16, 8, 4 or 1.</param>
/// <param name="Valid">How many of them are units; the rest is padding.</param>
internal readonly record struct UnitSlice(int Unit, int Width, int Valid);

/// <summary>Cuts the units of a layer into vectors.</summary>
internal static class UnitSlices
{
    /// <summary>The slices of the padded units from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public static IEnumerable<UnitSlice> Of(LaneLayout layout, VectorProfile profile, int start, int end)
    {
        for (int unit = start; unit < end;)
        {
            int width = Math.Min(layout.BlockSize(unit), profile.Lanes);
            int valid = Math.Min(width, layout.Units - unit);
            if (valid > 0 || profile.Lanes > 1)
            {
                yield return new UnitSlice(unit, width, Math.Max(valid, 0));
            }

            unit += width;
        }
    }
}
