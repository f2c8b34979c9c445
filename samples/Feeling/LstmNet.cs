namespace CellGen.Samples.Feeling;

/// <summary>Reads a sentence in both directions, and answers by the mean of its states.</summary>
[Embedding(Vocabulary = 8192)]
[RecurrentCell(Kind = CellKind.Lstm, Input = 32, Hidden = 32, Bidirectional = true, RecurrentDropout = 0.3)]
[DenseHead(Output = 2, Over = HeadInput.MeanState)]
public partial class LstmNet;
