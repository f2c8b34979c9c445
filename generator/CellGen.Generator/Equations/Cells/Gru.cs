using CellGen.Generator.Model;

namespace CellGen.Generator.Equations.Cells;

/// <summary>
/// The gated recurrent unit of Cho et al. (2014): with the reset gate before the product, as in the paper, or after it, as
/// cuDNN and torch.nn.GRU have it.
/// </summary>
internal static class Gru
{
    public static Cell Create(CellSpec spec, bool training)
    {
        var cell = new CellBuilder(
            spec, training, "gated recurrent unit, reset " + (spec.ResetAfter ? "after" : "before") + " the product", "r", "z", "n");

        var r = cell.Let("r", cell.Apply(spec.GateNonlinearity, cell.W("r") + cell.U("r")));
        var z = cell.Let("z", cell.Apply(spec.GateNonlinearity, cell.W("z") + cell.U("z")));
        var candidate = spec.ResetAfter
            ? r * cell.U("n")
            : cell.U("n", cell.Let("v", r * cell.Recurrent));
        var n = cell.Let("n", cell.Apply(spec.Nonlinearity, cell.W("n") + candidate));
        cell.Next(cell.H, ((1 - z) * n) + (z * cell.H));

        return cell.Build();
    }
}
