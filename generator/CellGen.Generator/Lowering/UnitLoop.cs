using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Lowering;

/// <summary>A body for every slice of a row of units.</summary>
/// <param name="kernel">Where to write.</param>
/// <param name="runs">The slices, and what loops over them.</param>
/// <param name="gates">The numbers of gates of the rows that the body reads and writes, besides rows of units.</param>
internal sealed class UnitLoop(KernelBuilder kernel, IReadOnlyList<UnitRun> runs, IReadOnlyList<int> gates)
{
    /// <param name="body">Called with the place of each slice.</param>
    public void Build(Action<SlicePlace> body)
    {
        foreach (var run in runs)
        {
            kernel.Repeat("block", run.Blocks, _ => kernel.Repeat("part", run.Parts, part =>
            {
                if (run.IsLooped)
                {
                    LaneVariables.Declare(kernel, gates, part * run.PartUnits, run.Blocks > 0 ? [("block", LaneLayout.Block)] : []);
                }

                foreach (var slice in run.Slices)
                {
                    kernel.Block(() => body(new SlicePlace(slice, run.IsLooped)));
                }
            }));
        }
    }
}
