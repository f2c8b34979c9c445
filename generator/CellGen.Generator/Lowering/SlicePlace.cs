using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Lowering;

/// <summary>Where the values of one slice of units are: distances into rows of units and rows of gates.</summary>
/// <param name="Slice">The slice, its first unit counted from the beginning of the row.</param>
/// <param name="Looped">Whether the code is in a loop over units, see <see cref="LaneVariables"/>.</param>
internal readonly record struct SlicePlace(UnitSlice Slice, bool Looped)
{
    /// <summary>The number of lanes of a vector.</summary>
    public int Width => Slice.Width;

    /// <summary>The slice within a row of units.</summary>
    public Whole Unit => Start(1) + Slice.Unit;

    /// <summary>One gate of the slice within a row of gates.</summary>
    public Whole Lane(LaneLayout row, int gate) => Start(row.Gates) + row.Lane(gate, Slice.Unit);

    private Whole Start(int gates) => Looped ? LaneVariables.Of(gates) : 0;
}
