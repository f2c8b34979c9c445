using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Lowering;

/// <summary>The loops over panels and chunks of a packed matrix around a body.</summary>
internal static class ChunkLoops
{
    /// <param name="kernel">Where to write.</param>
    /// <param name="chunks">The chunks of the matrix.</param>
    /// <param name="layout">The packed order of the matrix.</param>
    /// <param name="lanes">The number of lanes of a vector.</param>
    /// <param name="columns">The number of columns of the matrix.</param>
    /// <param name="body">
    /// Called with each run of chunks, the place of the chunk's first lane, and that of its first element in the matrix.
    /// </param>
    /// <param name="isAll">Whether nothing else is in the scope around them, so that a chunk alone needs none of its own.</param>
    public static void Build(
        KernelBuilder kernel, IReadOnlyList<ChunkRun> chunks, LaneLayout layout, int lanes, Whole columns, Action<ChunkRun, Whole, Whole> body, bool isAll)
    {
        foreach (var run in chunks)
        {
            int firstLane = (run.Panel * layout.PanelLanes) + run.Lane;
            var firstElement = (run.Panel * layout.PanelLanes * columns) + run.Lane;
            if (run.Panels == 1 && run.Count == 1)
            {
                void Chunk() => body(run, firstLane, firstElement);
                if (isAll && chunks.Count == 1)
                {
                    Chunk();
                }
                else
                {
                    kernel.Block(Chunk);
                }

                continue;
            }

            kernel.Repeat("panel", run.Panels, panel => kernel.Repeat("chunk", run.Count, chunk =>
            {
                var inPanel = chunk * (run.Vectors * lanes);
                var lane = kernel.LetWhole("lane", (panel * layout.PanelLanes) + inPanel);
                var start = kernel.LetWhole("start", (panel * (layout.PanelLanes * columns)) + inPanel, isNative: columns is not Whole.Number);
                body(run, lane + firstLane, start + firstElement);
            }));
        }
    }
}
