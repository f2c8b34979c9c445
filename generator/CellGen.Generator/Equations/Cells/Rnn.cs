using CellGen.Generator.Model;

namespace CellGen.Generator.Equations.Cells;

/// <summary>Elman's network (1990), in the form of torch.nn.RNN.</summary>
internal static class Rnn
{
    public static Cell Create(CellSpec spec, bool training)
    {
        var cell = new CellBuilder(spec, training, "Elman RNN", "h");

        cell.Next(cell.H, cell.Apply(spec.Nonlinearity, cell.W("h") + cell.U("h")));

        return cell.Build();
    }
}
