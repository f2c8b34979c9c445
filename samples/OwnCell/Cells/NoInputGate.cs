namespace CellGen.Samples.OwnCell.Cells;

/// <summary>NIG: the LSTM with i = 1.</summary>
[RecurrentCell(Equations = nameof(Equations), Input = Alphabet.Size, Hidden = 38)]
[TokenInput]
[DenseHead(Output = Alphabet.Size)]
[Network(Agents = false)]
public partial class NoInputGate : ILetterNet<NoInputGate.State, NoInputGate.Tape, NoInputGate.Gradient>
{
    /// <summary>One step.</summary>
    public static void Equations(CellEquations cell)
    {
        var c = cell.State("c");
        var z = cell.Let("z", cell.Tanh(cell.W("z") + cell.U("z")));
        var f = Gates.Peephole(cell, "f", c);
        var next = cell.Next(c, z + (c * f));
        var o = Gates.Peephole(cell, "o", next);
        cell.Next(cell.H, cell.Tanh(next) * o);
    }
}
