namespace CellGen.RoundTrip.Nets;

// torch.nn.LSTM: layers, directions and bias, each pair of settings once.

[RecurrentCell(Kind = CellKind.Lstm, Input = 2, Hidden = 9)]
[Network(Training = false, Agents = false)]
public partial class LstmOneLayer;

[RecurrentCell(Kind = CellKind.Lstm, Input = 5, Hidden = 7, Bidirectional = true, Bias = false)]
[Network(Training = false, Agents = false)]
public partial class LstmOneLayerBothDirectionsNoBias;

[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 13, Layers = 2, Bias = false)]
[Network(Training = false, Agents = false)]
public partial class LstmTwoLayersNoBias;

[RecurrentCell(Kind = CellKind.Lstm, Input = 10, Hidden = 4, Layers = 2, Bidirectional = true)]
[Network(Training = false, Agents = false)]
public partial class LstmTwoLayersBothDirections;
