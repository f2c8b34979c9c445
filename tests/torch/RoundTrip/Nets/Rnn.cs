namespace CellGen.RoundTrip.Nets;

// torch.nn.RNN with tanh: layers, directions and bias, each pair of settings once.

[RecurrentCell(Kind = CellKind.Rnn, Input = 5, Hidden = 7)]
[Network(Training = false, Agents = false)]
public partial class RnnOneLayer;

[RecurrentCell(Kind = CellKind.Rnn, Input = 3, Hidden = 13, Bidirectional = true, Bias = false)]
[Network(Training = false, Agents = false)]
public partial class RnnOneLayerBothDirectionsNoBias;

[RecurrentCell(Kind = CellKind.Rnn, Input = 10, Hidden = 4, Layers = 2, Bias = false)]
[Network(Training = false, Agents = false)]
public partial class RnnTwoLayersNoBias;

[RecurrentCell(Kind = CellKind.Rnn, Input = 2, Hidden = 9, Layers = 2, Bidirectional = true)]
[Network(Training = false, Agents = false)]
public partial class RnnTwoLayersBothDirections;
