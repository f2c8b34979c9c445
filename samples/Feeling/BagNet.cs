namespace CellGen.Samples.Feeling;

/// <summary>
/// A baseline, a bag of embeddings: the mean of the words, whatever their order. It is a recurrent net whose memory counts nothing.
/// </summary>
[Embedding(Vocabulary = 8192)]
[RecurrentCell(Equations = nameof(NoMemory), Input = 32, Hidden = 32)]
[DenseHead(Output = 2, Over = HeadInput.MeanState)]
public partial class BagNet
{
    internal static void NoMemory(CellEquations cell) => cell.Next(cell.H, cell.W("n") + (0 * cell.H));
}
