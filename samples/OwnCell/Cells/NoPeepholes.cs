namespace CellGen.Samples.OwnCell.Cells;

/// <summary>NP: the LSTM whose gates do not see c, as most libraries have it.</summary>
[RecurrentCell(Equations = nameof(Equations), Input = Alphabet.Size, Hidden = 32)]
[TokenInput]
[DenseHead(Output = Alphabet.Size)]
[Network(Agents = false)]
public partial class NoPeepholes : ILetterNet<NoPeepholes.State, NoPeepholes.Tape, NoPeepholes.Gradient>
{
    /// <summary>One step.</summary>
    public static void Equations(CellEquations cell)
    {
        var c = cell.State("c");
        var z = cell.Let("z", cell.Tanh(cell.W("z") + cell.U("z")));
        var i = Gates.Plain(cell, "i");
        var f = Gates.Plain(cell, "f");
        var o = Gates.Plain(cell, "o");
        var next = cell.Next(c, (z * i) + (c * f));
        cell.Next(cell.H, cell.Tanh(next) * o);
    }
}
