namespace CellGen.Samples.OwnCell.Cells;

/// <summary>NOG: the LSTM with o = 1.</summary>
[RecurrentCell(Equations = nameof(Equations), Input = Alphabet.Size, Hidden = 38)]
[TokenInput]
[DenseHead(Output = Alphabet.Size)]
[Network(Agents = false)]
public partial class NoOutputGate : ILetterNet<NoOutputGate.State, NoOutputGate.Tape, NoOutputGate.Gradient>
{
    /// <summary>One step.</summary>
    public static void Equations(CellEquations cell)
    {
        var c = cell.State("c");
        var z = cell.Let("z", cell.Tanh(cell.W("z") + cell.U("z")));
        var i = Gates.Peephole(cell, "i", c);
        var f = Gates.Peephole(cell, "f", c);
        var next = cell.Next(c, (z * i) + (c * f));
        cell.Next(cell.H, cell.Tanh(next));
    }
}
