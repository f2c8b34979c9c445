namespace CellGen.Samples.OwnCell.Cells;

/// <summary>The LSTM that the paper starts from: three gates with peepholes, and tanh twice.</summary>
[RecurrentCell(Equations = nameof(Equations), Input = Alphabet.Size, Hidden = 32)]
[TokenInput]
[DenseHead(Output = Alphabet.Size)]
[Network(Agents = false)]
public partial class Vanilla : ILetterNet<Vanilla.State, Vanilla.Tape, Vanilla.Gradient>
{
    /// <summary>One step.</summary>
    public static void Equations(CellEquations cell)
    {
        var c = cell.State("c");
        var z = cell.Let("z", cell.Tanh(cell.W("z") + cell.U("z")));
        var i = Gates.Peephole(cell, "i", c);
        var f = Gates.Peephole(cell, "f", c);
        var next = cell.Next(c, (z * i) + (c * f));
        var o = Gates.Peephole(cell, "o", next);
        cell.Next(cell.H, cell.Tanh(next) * o);
    }
}
