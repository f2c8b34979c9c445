using CellGen.Generator.Model;

namespace CellGen.Generator.Equations.Cells;

/// <summary>
/// minGRU of Feng et al. (2024, "Were RNNs all we needed?"): no gate reads the state, so that all products of a sequence
/// are one product, and a step is a multiply-add.
/// </summary>
internal static class MinGru
{
    public static Cell Create(CellSpec spec, bool training)
    {
        var cell = new CellBuilder(spec, training, "minGRU", "z", "n");

        var z = cell.Let("z", cell.Apply(spec.GateNonlinearity, cell.W("z")));
        var n = cell.Let("n", cell.W("n"));
        cell.Next(cell.H, ((1 - z) * cell.H) + (z * n));

        return cell.Build();
    }
}
