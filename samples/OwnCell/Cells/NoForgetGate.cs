namespace CellGen.Samples.OwnCell.Cells;

/// <summary>NFG: the LSTM with f = 1, as it was in 1997.</summary>
[RecurrentCell(Equations = nameof(Equations), Input = Alphabet.Size, Hidden = 38)]
[TokenInput]
[DenseHead(Output = Alphabet.Size)]
[Network(Agents = false)]
public partial class NoForgetGate : ILetterNet<NoForgetGate.State, NoForgetGate.Tape, NoForgetGate.Gradient>
{
    /// <summary>One step.</summary>
    public static void Equations(CellEquations cell)
    {
        var c = cell.State("c");
        var z = cell.Let("z", cell.Tanh(cell.W("z") + cell.U("z")));
        var i = Gates.Peephole(cell, "i", c);
        var next = cell.Next(c, (z * i) + c);
        var o = Gates.Peephole(cell, "o", next);
        cell.Next(cell.H, cell.Tanh(next) * o);
    }
}
