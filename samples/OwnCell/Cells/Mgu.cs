namespace CellGen.Samples.OwnCell.Cells;

/// <summary>The minimal gated unit (Zhou et al., 2016): one gate, which also resets.</summary>
[RecurrentCell(Equations = nameof(Equations), Input = Alphabet.Size, Hidden = 49)]
[TokenInput]
[DenseHead(Output = Alphabet.Size)]
[Network(Agents = false)]
public partial class Mgu : ILetterNet<Mgu.State, Mgu.Tape, Mgu.Gradient>
{
    /// <summary>One step.</summary>
    public static void Equations(CellEquations cell)
    {
        var f = Gates.Plain(cell, "f");
        var n = cell.Let("n", cell.Tanh(cell.W("n") + cell.U("n", f * cell.H)));
        cell.Next(cell.H, ((1 - f) * cell.H) + (f * n));
    }
}
