namespace CellGen.Samples.OwnCell.Cells;

/// <summary>JANET (van der Westhuizen and Lasenby, 2018): an LSTM with its forget gate alone.</summary>
[RecurrentCell(Equations = nameof(Equations), Input = Alphabet.Size, Hidden = 49)]
[TokenInput]
[DenseHead(Output = Alphabet.Size)]
[Network(Agents = false)]
public partial class Janet : ILetterNet<Janet.State, Janet.Tape, Janet.Gradient>
{
    /// <summary>One step.</summary>
    public static void Equations(CellEquations cell)
    {
        const double Beta = 1;
        var s = cell.W("s") + cell.U("s");
        var n = cell.Let("n", cell.Tanh(cell.W("n") + cell.U("n")));
        cell.Next(cell.H, (cell.Sigmoid(s) * cell.H) + ((1 - cell.Sigmoid(s - Beta)) * n));
    }
}
