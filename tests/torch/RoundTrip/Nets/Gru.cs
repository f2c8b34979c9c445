namespace CellGen.RoundTrip.Nets;

// torch.nn.GRU: layers, directions and bias, each pair of settings once.

[RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 4)]
[Network(Training = false, Agents = false)]
public partial class GruOneLayer;

[RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 9, Bidirectional = true, Bias = false)]
[Network(Training = false, Agents = false)]
public partial class GruOneLayerBothDirectionsNoBias;

[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 7, Layers = 2, Bias = false)]
[Network(Training = false, Agents = false)]
public partial class GruTwoLayersNoBias;

[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 13, Layers = 2, Bidirectional = true)]
[Network(Training = false, Agents = false)]
public partial class GruTwoLayersBothDirections;
