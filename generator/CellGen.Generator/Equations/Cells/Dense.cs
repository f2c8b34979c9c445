using CellGen.Generator.Model;

namespace CellGen.Generator.Equations.Cells;

/// <summary>
/// A dense layer, torch.nn.Linear and a function: a cell whose output depends on no state, so that its products, its tape and its
/// gradients are those of cells.
/// </summary>
internal static class Dense
{
    public static Cell Create(CellSpec spec, bool training)
    {
        var cell = new CellBuilder(spec, training, "dense layer", "y");

        cell.Next(cell.H, cell.Apply(spec.Nonlinearity, cell.W("y")));

        return cell.Build();
    }
}
