using CellGen.Generator.Model;

namespace CellGen.Generator.Equations.Cells;

/// <summary>The independently recurrent network of Li et al. (2018): each unit reads its own state alone.</summary>
internal static class IndRnn
{
    public static Cell Create(CellSpec spec, bool training)
    {
        var cell = new CellBuilder(spec, training, "IndRNN", "h");

        cell.Next(cell.H, cell.Apply(spec.Nonlinearity, cell.W("h") + (cell.Vector("u", "weight_hh") * cell.Recurrent)));

        return cell.Build();
    }
}
