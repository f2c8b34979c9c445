namespace CellGen.RoundTrip.Nets;

// torch.nn.Linear behind the recurrent layers.

[RecurrentCell(Kind = CellKind.Gru, Input = 6, Hidden = 11, Layers = 2, Bidirectional = true)]
[DenseHead(Output = 3, Over = HeadInput.EveryStep)]
[Network(Training = false, Agents = false)]
public partial class GruHeadEveryStep;

[RecurrentCell(Kind = CellKind.Lstm, Input = 4, Hidden = 6, Layers = 2, Bidirectional = true)]
[DenseHead(Output = 5, Over = HeadInput.LastState)]
[Network(Training = false, Agents = false)]
public partial class LstmHeadLastState;
