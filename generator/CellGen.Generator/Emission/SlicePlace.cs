using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Layout;

namespace CellGen.Generator.Emission;

/// <summary>Where the values of one slice of units are: offsets into rows of units and rows of gates.</summary>
/// <param name="Slice">The slice, its first unit counted from the beginning of the row.</param>
/// <param name="Looped">Whether the code is in a loop over units, see <see cref="LaneVariables"/>.</param>
internal readonly record struct SlicePlace(UnitSlice Slice, bool Looped)
{
    /// <summary>The slice within a row of units.</summary>
    public Offset Unit => new(Looped ? LaneVariables.Name(1) : null, Slice.Unit);

    /// <summary>One gate of the slice within a row of gates.</summary>
    public Offset Lane(LaneLayout row, int gate) => new(Looped ? LaneVariables.Name(row.Gates) : null, row.Lane(gate, Slice.Unit));
}
