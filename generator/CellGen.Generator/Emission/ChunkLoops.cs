using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Layout;

namespace CellGen.Generator.Emission;

/// <summary>Emits the loops over panels and chunks of a packed matrix around a body.</summary>
internal static class ChunkLoops
{
    /// <param name="writer">Where to write.</param>
    /// <param name="chunks">The chunks of the matrix.</param>
    /// <param name="layout">The packed order of the matrix.</param>
    /// <param name="lanes">The number of lanes of a vector.</param>
    /// <param name="columns">The number of columns of the matrix.</param>
    /// <param name="body">
    /// Called with each run of chunks, the offset of the chunk's first lane, and the offset of its first element in the
    /// matrix.
    /// </param>
    public static void Emit(
        CodeWriter writer, IReadOnlyList<ChunkRun> chunks, LaneLayout layout, int lanes, int columns, Action<ChunkRun, Offset, Offset> body)
    {
        foreach (var run in chunks)
        {
            int chunk = run.Vectors * lanes;
            int panelLane = run.Panel * layout.PanelLanes;
            var lane = new List<string>();
            var start = new List<string>();
            if (run.Panels > 1)
            {
                writer.Open($"for (nuint panel = 0; panel < {run.Panels}; panel++)");
                lane.Add(FormattableString.Invariant($"(panel * {layout.PanelLanes})"));
                start.Add(FormattableString.Invariant($"(panel * {layout.PanelLanes * columns})"));
            }

            if (run.Count > 1)
            {
                writer.Open($"for (nuint chunk = 0; chunk < {run.Count}; chunk++)");
                lane.Add(FormattableString.Invariant($"(chunk * {chunk})"));
                start.Add(lane[lane.Count - 1]);
            }

            if (lane.Count > 0)
            {
                writer.Line($"nuint lane = {string.Join(" + ", lane)};");
                writer.Line($"nuint start = {string.Join(" + ", start)};");
                body(run, new Offset("lane", panelLane + run.Lane), new Offset("start", (panelLane * columns) + run.Lane));
            }
            else
            {
                writer.Open();
                body(run, panelLane + run.Lane, (panelLane * columns) + run.Lane);
                writer.Close();
            }

            for (int depth = (run.Panels > 1 ? 1 : 0) + (run.Count > 1 ? 1 : 0); depth > 0; depth--)
            {
                writer.Close();
            }
        }
    }
}
