namespace CellGen.RoundTrip.Nets;

// Nets whose training goes on in torch, and back.

[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 9, Layers = 2)]
[DenseHead(Output = 2)]
[Network(Agents = false)]
public partial class ContinuedGru;

[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 8, Bidirectional = true)]
[DenseHead(Output = 2)]
[Network(Agents = false)]
public partial class ContinuedLstm;
