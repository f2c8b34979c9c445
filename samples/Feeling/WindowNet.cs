namespace CellGen.Samples.Feeling;

/// <summary>A baseline, a feed-forward net over a window of four words (a convolution), and the mean over the sentence.</summary>
[Embedding(Vocabulary = 8192)]
[Dense(Input = 32, Output = 32)]
[Conv1d(Output = 64, Kernel = 4, Nonlinearity = Nonlinearity.Relu)]
[RecurrentCell(Equations = nameof(NoMemory), Hidden = 64)]
[DenseHead(Output = 2, Over = HeadInput.MeanState)]
public partial class WindowNet
{
    internal static void NoMemory(CellEquations cell) => cell.Next(cell.H, cell.W("n") + (0 * cell.H));
}
