using CellGen.Generator.Model;

namespace CellGen.Generator.Equations.Cells;

/// <summary>
/// The cell of torch's character tutorials, i2h([x; h]): a linear map of the input and the state side by side, here as the
/// sum of its two halves.
/// </summary>
internal static class Concatenating
{
    public static Cell Create(CellSpec spec, bool training)
    {
        var cell = new CellBuilder(spec, training, "concatenating cell", "h");

        cell.Next(cell.H, cell.W("h") + cell.U("h", bias: false));

        return cell.Build();
    }
}
