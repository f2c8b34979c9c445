using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>Equal blocks of units of a packed matrix, for code that visits units one by one.</summary>
/// <param name="Panels">The number of panels; above 1 they become a loop.</param>
/// <param name="FirstPanel">The first of them.</param>
/// <param name="Width">The number of lanes of each panel.</param>
/// <param name="Blocks">The number of blocks in each panel; above 1 they become a loop.</param>
/// <param name="Unit">The first unit, from the beginning of the first panel on.</param>
/// <param name="Size">The number of units of a block: 16, 8 or 4.</param>
/// <param name="Valid">How many of them are not padding.</param>
internal sealed record UnitSegment(int Panels, int FirstPanel, int Width, int Blocks, int Unit, int Size, int Valid)
{
    /// <summary>All units of a layout, in order.</summary>
    public static IEnumerable<UnitSegment> Of(LaneLayout layout)
    {
        int perPanel = layout.PanelUnits / LaneLayout.Block;
        int whole = layout.Units / LaneLayout.Block;
        int panels = whole / perPanel;
        if (panels > 0)
        {
            yield return new UnitSegment(panels, 0, layout.PanelLanes, perPanel, 0, LaneLayout.Block, LaneLayout.Block);
        }

        int start = panels * layout.PanelUnits;
        if (start >= layout.PaddedUnits)
        {
            yield break;
        }

        int width = layout.Lanes - (panels * layout.PanelLanes);
        int blocks = whole - (panels * perPanel);
        if (blocks > 0)
        {
            yield return new UnitSegment(1, panels, width, blocks, 0, LaneLayout.Block, LaneLayout.Block);
        }

        for (int unit = whole * LaneLayout.Block; unit < layout.Units;)
        {
            int size = layout.BlockSize(unit);
            yield return new UnitSegment(1, panels, width, 1, unit - start, size, Math.Min(size, layout.Units - unit));
            unit += size;
        }
    }
}
