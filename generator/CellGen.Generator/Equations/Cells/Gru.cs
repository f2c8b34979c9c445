namespace CellGen.Generator.Equations.Cells;

/// <summary>
/// The gated recurrent unit of Cho et al. (2014), with the reset gate applied after the product, as cuDNN and
/// torch.nn.GRU have it.
/// </summary>
internal static class Gru
{
    public static Cell Create()
    {
        var cell = new CellBuilder("gated recurrent unit, reset after the product", "r", "z", "n");
        var h = new State("h");

        var r = cell.Let("r", CellBuilder.Sigmoid(cell.W("r") + cell.U("r")));
        var z = cell.Let("z", CellBuilder.Sigmoid(cell.W("z") + cell.U("z")));
        var n = cell.Let("n", CellBuilder.Tanh(cell.W("n") + (r * cell.U("n"))));
        cell.Next(h, ((1 - z) * n) + (z * h));

        return cell.Build(output: h);
    }
}
