using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>Equal panels of a packed matrix, one after the other.</summary>
/// <param name="First">The index of the first panel.</param>
/// <param name="Count">The number of panels; above 1 they become a loop.</param>
/// <param name="Width">The number of lanes of each.</param>
/// <param name="Runs">The groups of a panel.</param>
internal sealed record PanelRun(int First, int Count, int Width, IReadOnlyList<BlockRun> Runs)
{
    /// <summary>Up to this many repetitions are written out; more become a loop.</summary>
    private const int WrittenOut = 2;

    public static IEnumerable<PanelRun> Split(LaneLayout layout, VectorProfile profile, int vectors)
    {
        int whole = layout.Units / layout.PanelUnits;
        if (whole > 0)
        {
            var runs = RunsOf(layout, profile, vectors, 0, layout.PanelUnits);
            yield return new PanelRun(0, whole, layout.PanelLanes, runs);
        }

        int start = whole * layout.PanelUnits;
        if (start < layout.PaddedUnits)
        {
            var runs = RunsOf(layout, profile, vectors, start, layout.PaddedUnits);
            yield return new PanelRun(whole, 1, layout.Lanes - (whole * layout.PanelLanes), runs);
        }
    }

    /// <summary>The groups of the units from start up to end, with units and lanes relative to start.</summary>
    private static List<BlockRun> RunsOf(LaneLayout layout, VectorProfile profile, int vectors, int start, int end)
    {
        int wholeBlocks = (Math.Min(end, layout.Units) - start) / LaneLayout.Block;
        int bodyBlocks = profile.Lanes < LaneLayout.Block ? 1 : Math.Max(1, vectors / layout.Gates);
        int repeats = wholeBlocks / bodyBlocks;
        int bodyUnits = bodyBlocks * LaneLayout.Block;

        var runs = new List<BlockRun>();
        int rest = start;
        if (repeats > WrittenOut)
        {
            var body = ProductGroup.Split(layout, profile, vectors, start, start + bodyUnits, origin: start);
            runs.Add(new BlockRun(repeats, bodyUnits, [.. body]));
            rest = start + (repeats * bodyUnits);
        }

        if (rest < end)
        {
            runs.Add(new BlockRun(1, 0, [.. ProductGroup.Split(layout, profile, vectors, rest, end, origin: start)]));
        }

        return runs;
    }
}

/// <summary>Equal groups, one after the other.</summary>
/// <param name="Count">The number of repetitions; above 1 they become a loop.</param>
/// <param name="Units">The number of units from one repetition to the next.</param>
/// <param name="Groups">The groups of one repetition.</param>
internal sealed record BlockRun(int Count, int Units, IReadOnlyList<ProductGroup> Groups);
