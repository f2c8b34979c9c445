namespace CellGen.Samples.OwnCell.Cells;

/// <summary>Light GRU (Ravanelli et al., 2018), without its batch normalisation: no reset gate, and relu.</summary>
[RecurrentCell(Equations = nameof(Equations), Input = Alphabet.Size, Hidden = 49)]
[TokenInput]
[DenseHead(Output = Alphabet.Size)]
[Network(Agents = false)]
public partial class LightGru : ILetterNet<LightGru.State, LightGru.Tape, LightGru.Gradient>
{
    /// <summary>One step.</summary>
    public static void Equations(CellEquations cell)
    {
        var z = Gates.Plain(cell, "z");
        var n = cell.Let("n", cell.Relu(cell.W("n") + cell.U("n")));
        cell.Next(cell.H, (z * cell.H) + ((1 - z) * n));
    }
}
