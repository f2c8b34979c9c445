namespace CellGen.RoundTrip.Nets;

// torch.nn.RNN with relu: layers, directions and bias, each pair of settings once.

[RecurrentCell(Kind = CellKind.Rnn, Input = 3, Hidden = 13, Nonlinearity = Nonlinearity.Relu)]
[Network(Training = false, Agents = false)]
public partial class RnnReluOneLayer;

[RecurrentCell(Kind = CellKind.Rnn, Input = 10, Hidden = 4, Bidirectional = true, Bias = false, Nonlinearity = Nonlinearity.Relu)]
[Network(Training = false, Agents = false)]
public partial class RnnReluOneLayerBothDirectionsNoBias;

[RecurrentCell(Kind = CellKind.Rnn, Input = 2, Hidden = 9, Layers = 2, Bias = false, Nonlinearity = Nonlinearity.Relu)]
[Network(Training = false, Agents = false)]
public partial class RnnReluTwoLayersNoBias;

[RecurrentCell(Kind = CellKind.Rnn, Input = 5, Hidden = 7, Layers = 2, Bidirectional = true, Nonlinearity = Nonlinearity.Relu)]
[Network(Training = false, Agents = false)]
public partial class RnnReluTwoLayersBothDirections;
