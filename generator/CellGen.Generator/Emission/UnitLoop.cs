using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Layout;

namespace CellGen.Generator.Emission;

/// <summary>Emits a body for every slice of a row of units.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="runs">The slices, and what loops over them.</param>
/// <param name="gates">The numbers of gates of the rows that the body reads and writes, besides rows of units.</param>
internal sealed class UnitLoop(CodeWriter writer, IReadOnlyList<UnitRun> runs, IReadOnlyList<int> gates)
{
    /// <param name="body">
    /// Called with each slice and the variable part of offsets: whether the body is in a loop, so that lanes of rows of g
    /// gates are counted from <see cref="LaneVariables.Name"/>(g).
    /// </param>
    public void Emit(Action<UnitSlice, bool> body)
    {
        foreach (var run in runs)
        {
            if (run.Blocks > 0)
            {
                writer.Open($"for (nuint block = 0; block < {run.Blocks}; block++)");
            }

            if (run.Parts > 0)
            {
                writer.Open($"for (nuint part = 0; part < {run.Parts}; part++)");
            }

            if (run.IsLooped)
            {
                LaneVariables.Declare(writer, gates, run.Parts > 0 ? "part" : null, run.Blocks > 0 ? [("block", LaneLayout.Block)] : []);
            }

            foreach (var slice in run.Slices)
            {
                writer.Open();
                body(slice, run.IsLooped);
                writer.Close();
            }

            if (run.Parts > 0)
            {
                writer.Close();
            }

            if (run.Blocks > 0)
            {
                writer.Close();
            }
        }
    }
}
