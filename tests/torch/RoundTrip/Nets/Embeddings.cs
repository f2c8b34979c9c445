namespace CellGen.RoundTrip.Nets;

// torch.nn.Embedding in front of the recurrent layers.

[Embedding(Vocabulary = 17)]
[RecurrentCell(Kind = CellKind.Gru, Input = 6, Hidden = 9)]
[DenseHead(Output = 2, Over = HeadInput.EveryStep)]
public partial class GruEmbedding;
