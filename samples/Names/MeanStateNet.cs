namespace CellGen.Samples.Names;

/// <summary>Answers by the mean of the states at all letters.</summary>
[Embedding(Vocabulary = 128)]
[RecurrentCell(Kind = CellKind.Gru, Input = 24, Hidden = 96, Bidirectional = true, RecurrentDropout = 0.3)]
[DenseHead(Output = 17, Over = HeadInput.MeanState)]
public partial class MeanStateNet;
