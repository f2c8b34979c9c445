using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Emission;

/// <summary>Emits a body for every slice of a row of units; many equal blocks become a loop.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="units">The units.</param>
/// <param name="gates">The numbers of gates of the rows that the body reads and writes, besides rows of units.</param>
/// <param name="profile">The width.</param>
internal sealed class UnitLoop(CodeWriter writer, LaneLayout units, IReadOnlyList<int> gates, VectorProfile profile)
{
    /// <param name="body">
    /// Called with each slice and the variable part of offsets: whether the body is in a loop, so that lanes of rows of g
    /// gates are counted from <see cref="LaneVariables.Name"/>(g).
    /// </param>
    public void Emit(Action<UnitSlice, bool> body)
    {
        int blocks = units.Units / LaneLayout.Block;
        int rest = 0;
        if (profile.IsPlain && blocks > 0)
        {
            writer.Open($"for (nuint block = 0; block < {blocks}; block++)");
            writer.Open($"for (nuint part = 0; part < {LaneLayout.Block}; part++)");
            LaneVariables.Declare(writer, gates, "part", ("block", LaneLayout.Block));
            EmitSlices(0, 1, looped: true);
            writer.Close();
            writer.Close();
            rest = blocks * LaneLayout.Block;
        }
        else if (blocks > profile.WrittenOut)
        {
            writer.Open($"for (nuint block = 0; block < {blocks}; block++)");
            LaneVariables.Declare(writer, gates, part: null, ("block", LaneLayout.Block));
            EmitSlices(0, LaneLayout.Block, looped: true);
            writer.Close();
            rest = blocks * LaneLayout.Block;
        }

        if (profile.IsPlain)
        {
            EmitTail(rest);
            return;
        }

        EmitSlices(rest, units.PaddedUnits, looped: false);

        // Without vectors the smaller blocks are loops, too.
        void EmitTail(int start)
        {
            for (int unit = start; unit < units.Units; unit += units.BlockSize(unit))
            {
                int valid = Math.Min(units.BlockSize(unit), units.Units - unit);
                writer.Open($"for (nuint part = 0; part < {valid}; part++)");
                LaneVariables.Declare(writer, gates, "part");
                EmitSlices(unit, unit + 1, looped: true);
                writer.Close();
            }
        }

        void EmitSlices(int start, int end, bool looped)
        {
            foreach (var slice in UnitSlices.Of(units, profile, start, end))
            {
                writer.Open();
                body(slice, looped);
                writer.Close();
            }
        }
    }
}
