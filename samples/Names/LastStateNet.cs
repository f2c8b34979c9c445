namespace CellGen.Samples.Names;

/// <summary>Answers by the last state of each direction: at the end of the name, and at its beginning.</summary>
[Embedding(Vocabulary = 128)]
[RecurrentCell(Kind = CellKind.Gru, Input = 24, Hidden = 96, Bidirectional = true, RecurrentDropout = 0.3)]
[DenseHead(Output = 17, Over = HeadInput.LastState)]
public partial class LastStateNet;
