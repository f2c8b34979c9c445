namespace CellGen.Samples.FillIn;

/// <summary>Reads what is before a gap and what is behind it.</summary>
[Embedding(Vocabulary = 96)]
[RecurrentCell(Kind = CellKind.Lstm, Input = 32, Hidden = 96, Bidirectional = true)]
[DenseHead(Output = 96)]
public partial class BothWaysNet;
