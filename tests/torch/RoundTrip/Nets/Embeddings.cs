namespace CellGen.RoundTrip.Nets;

// torch.nn.Embedding in front of the recurrent layers.

[Embedding(Vocabulary = 17)]
[RecurrentCell(Kind = CellKind.Gru, Input = 6, Hidden = 9)]
[DenseHead(Output = 2, Over = HeadInput.EveryStep)]
[Network(Training = false, Agents = false)]
public partial class GruEmbedding;
