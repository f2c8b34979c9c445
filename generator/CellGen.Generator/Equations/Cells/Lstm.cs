namespace CellGen.Generator.Equations.Cells;

/// <summary>
/// The long short-term memory of Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000), as
/// torch.nn.LSTM has it.
/// </summary>
internal static class Lstm
{
    public static Cell Create()
    {
        var cell = new CellBuilder("long short-term memory", "i", "f", "g", "o");
        var (h, c) = (new State("h"), new State("c"));

        var i = cell.Let("i", CellBuilder.Sigmoid(cell.W("i") + cell.U("i")));
        var f = cell.Let("f", CellBuilder.Sigmoid(cell.W("f") + cell.U("f")));
        var g = cell.Let("g", CellBuilder.Tanh(cell.W("g") + cell.U("g")));
        var o = cell.Let("o", CellBuilder.Sigmoid(cell.W("o") + cell.U("o")));
        var next = cell.Next(c, (f * c) + (i * g));
        cell.Next(h, o * CellBuilder.Tanh(next));

        return cell.Build(output: h);
    }
}
