namespace CellGen.RoundTrip.Nets;

// torch.nn.LSTM with proj_size: layers, directions and bias, each pair of settings once.

[RecurrentCell(Kind = CellKind.Lstm, Input = 5, Hidden = 7, Projection = 3)]
[Network(Training = false, Agents = false)]
public partial class LstmProjectionOneLayer;

[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 13, Bidirectional = true, Bias = false, Projection = 3)]
[Network(Training = false, Agents = false)]
public partial class LstmProjectionOneLayerBothDirectionsNoBias;

[RecurrentCell(Kind = CellKind.Lstm, Input = 10, Hidden = 4, Layers = 2, Bias = false, Projection = 3)]
[Network(Training = false, Agents = false)]
public partial class LstmProjectionTwoLayersNoBias;

[RecurrentCell(Kind = CellKind.Lstm, Input = 2, Hidden = 9, Layers = 2, Bidirectional = true, Projection = 3)]
[Network(Training = false, Agents = false)]
public partial class LstmProjectionTwoLayersBothDirections;
