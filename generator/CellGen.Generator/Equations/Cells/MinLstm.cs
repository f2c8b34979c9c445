using CellGen.Generator.Model;

namespace CellGen.Generator.Equations.Cells;

/// <summary>
/// minLSTM of Feng et al. (2024, "Were RNNs all we needed?"), in the form whose gates add up to one:
/// h' = f / (f + i) ⊙ h + i / (f + i) ⊙ g. No gate reads the state, so that all products of a sequence are one product.
/// </summary>
internal static class MinLstm
{
    public static Cell Create(CellSpec spec, bool training)
    {
        var cell = new CellBuilder(spec, training, "minLSTM", "f", "i", "g");

        // f = 1/p and i = 1/q, by their reciprocals: f / (f + i) = q / (p + q) is accurate where both gates are small, too.
        var p = cell.Let("p", 1 + cell.Exp(-cell.W("f")));
        var q = cell.Let("q", 1 + cell.Exp(-cell.W("i")));
        var g = cell.Let("g", cell.W("g"));
        var sum = cell.Let("s", p + q);
        cell.Next(cell.H, ((q / sum) * cell.H) + ((p / sum) * g));

        return cell.Build();
    }
}
