using CellGen.Generator.Model;

namespace CellGen.Generator.Equations.Cells;

/// <summary>
/// minLSTM of Feng et al. (2024, "Were RNNs all we needed?"), in the form whose gates add up to one. No gate reads the
/// state, so that all products of a sequence are one product.
/// </summary>
internal static class MinLstm
{
    public static Cell Create(CellSpec spec, bool training)
    {
        var cell = new CellBuilder(spec, training, "minLSTM", "f", "i", "g");

        var f = cell.Let("f", cell.Sigmoid(cell.W("f")));
        var i = cell.Let("i", cell.Sigmoid(cell.W("i")));
        var g = cell.Let("g", cell.W("g"));

        // ε = 2⁻⁶³ changes no sum but that of two gates that are both exactly zero: no 0/0.
        var sum = cell.Let("s", f + i + new Constant(1.0842022e-19f) { Name = "ε" });
        cell.Next(cell.H, ((f / sum) * cell.H) + ((i / sum) * g));

        return cell.Build();
    }
}
