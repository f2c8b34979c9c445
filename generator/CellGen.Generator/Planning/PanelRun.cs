using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>Equal panels of a packed matrix, one after the other.</summary>
/// <param name="First">The index of the first panel.</param>
/// <param name="Count">The number of panels; above 1 they become a loop.</param>
/// <param name="Width">The number of lanes of each.</param>
/// <param name="Runs">The groups of a panel.</param>
internal sealed record PanelRun(int First, int Count, int Width, IReadOnlyList<BlockRun> Runs)
{
    /// <param name="layout">The packed order of the matrix.</param>
    /// <param name="profile">The width.</param>
    /// <param name="vectors">The number of vectors of sums that a group may have.</param>
    /// <param name="loops">Whether equal panels and equal blocks become loops; else everything is written out.</param>
    /// <param name="wholeLines">
    /// Whether a group has all units of a block even if those are more vectors, for several passes. Half of the units would
    /// use half of each cache line: the first half would wait for all lines of the block, and the second for none.
    /// </param>
    public static IEnumerable<PanelRun> Split(LaneLayout layout, VectorProfile profile, int vectors, bool loops, bool wholeLines = false)
    {
        int whole = layout.Units / layout.PanelUnits;
        if (whole > 0)
        {
            int together = loops ? whole : 1;

            // Within a loop nothing is written out twice: on every other step the blocks are visited in reverse, too.
            var runs = RunsOf(layout, profile, vectors, loops, wholeLines, 0, layout.PanelUnits, together > 1 ? 1 : profile.WrittenOut);
            for (int panel = 0; panel < whole; panel += together)
            {
                yield return new PanelRun(panel, together, layout.PanelLanes, runs);
            }
        }

        int start = whole * layout.PanelUnits;
        if (start < layout.PaddedUnits)
        {
            var runs = RunsOf(layout, profile, vectors, loops, wholeLines, start, layout.PaddedUnits, profile.WrittenOut);
            yield return new PanelRun(whole, 1, layout.Lanes - (whole * layout.PanelLanes), runs);
        }
    }

    /// <summary>
    /// The groups of the units from start up to end, with units and lanes relative to start; up to so many equal ones are
    /// written out.
    /// </summary>
    private static List<BlockRun> RunsOf(
        LaneLayout layout, VectorProfile profile, int vectors, bool loops, bool wholeLines, int start, int end, int writtenOut)
    {
        var runs = new List<BlockRun>();
        int rest = start;
        if (loops)
        {
            // A group is several whole blocks, or one of several equal parts of a block.
            int groupUnits = PowerOfTwoUpTo(vectors / layout.Gates) * profile.Lanes;
            int bodyUnits = Math.Max(LaneLayout.Block, groupUnits);
            int parts = Math.Max(1, bodyUnits / groupUnits);
            if (parts > 1 && wholeLines)
            {
                (groupUnits, parts, vectors) = (bodyUnits, 1, bodyUnits * layout.Gates / profile.Lanes);
            }

            int repeats = (Math.Min(end, layout.Units) - start) / bodyUnits;
            if (repeats * parts > writtenOut)
            {
                int length = Math.Min(groupUnits, bodyUnits);
                var group = ProductGroup.Split(layout, profile, vectors, start, start + length, origin: start);
                runs.Add(new BlockRun(repeats, bodyUnits, parts, length, [.. group]));
                rest = start + (repeats * bodyUnits);
            }
        }

        if (rest < end)
        {
            runs.Add(new BlockRun(1, 0, 1, 0, [.. ProductGroup.Split(layout, profile, vectors, rest, end, origin: start)]));
        }

        return runs;
    }

    private static int PowerOfTwoUpTo(int value)
    {
        int power = 1;
        while (power * 2 <= value)
        {
            power *= 2;
        }

        return power;
    }
}

/// <summary>Equal groups, one after the other.</summary>
/// <param name="Count">The number of repetitions; above 1 they become a loop.</param>
/// <param name="Units">The number of units, whole blocks, from one repetition to the next.</param>
/// <param name="Parts">The number of equal parts of a block; above 1 they become an inner loop.</param>
/// <param name="PartUnits">The number of units, and of lanes of each gate, from one part to the next.</param>
/// <param name="Groups">The groups of one part.</param>
internal sealed record BlockRun(int Count, int Units, int Parts, int PartUnits, IReadOnlyList<ProductGroup> Groups);
