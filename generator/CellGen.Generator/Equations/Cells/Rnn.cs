using CellGen.Generator.Model;

namespace CellGen.Generator.Equations.Cells;

/// <summary>Elman's network (1990), in the form of torch.nn.RNN.</summary>
internal static class Rnn
{
    public static Cell Create(Nonlinearity nonlinearity)
    {
        var cell = new CellBuilder("Elman RNN", "h");
        var h = new State("h");

        var a = cell.W("h") + cell.U("h");
        cell.Next(h, nonlinearity == Nonlinearity.Relu ? CellBuilder.Relu(a) : CellBuilder.Tanh(a));

        return cell.Build(output: h);
    }
}
