namespace CellGen.Samples.FillIn;

/// <summary>Reads what is before a gap alone; it has about as many parameters as the other.</summary>
[Embedding(Vocabulary = 96)]
[RecurrentCell(Kind = CellKind.Lstm, Input = 32, Hidden = 144)]
[DenseHead(Output = 96)]
public partial class OneWayNet;
