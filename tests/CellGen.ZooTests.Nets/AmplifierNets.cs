namespace CellGen.ZooTests.Nets;

/// <summary>Neural Amp Modeler's example, LSTM 1 × 3.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 3)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class Nam1x3 : IStreamingNet<Nam1x3.State, Nam1x3.Workspace>;

/// <summary>An amplifier of Neural Amp Modeler, LSTM 1 × 16.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 16)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class Nam1x16 : IStreamingNet<Nam1x16.State, Nam1x16.Workspace>;

/// <summary>An amplifier of Neural Amp Modeler, LSTM 2 × 8.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 8, Layers = 2)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class Nam2x8 : IStreamingNet<Nam2x8.State, Nam2x8.Workspace>;

/// <summary>KlonCentaur's nets for one position of the gain knob: centaur_0, _50, _100.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 8)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class CentaurKnob : IStreamingNet<CentaurKnob.State, CentaurKnob.Workspace>;

/// <summary>KlonCentaur's centaur: audio and two knobs.</summary>
[Dense(Input = 3, Output = 8, Nonlinearity = Nonlinearity.Tanh, Name = "before")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 16)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class Centaur : IStreamingNet<Centaur.State, Centaur.Workspace>;

/// <summary>KlonCentaur's centaur_small.</summary>
[Dense(Input = 3, Output = 4, Nonlinearity = Nonlinearity.Tanh, Name = "before")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 8)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class CentaurSmall : IStreamingNet<CentaurSmall.State, CentaurSmall.Workspace>;

/// <summary>KlonCentaur's centaur_large.</summary>
[Dense(Input = 3, Output = 4, Nonlinearity = Nonlinearity.Tanh, Name = "before")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 24)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class CentaurLarge : IStreamingNet<CentaurLarge.State, CentaurLarge.Workspace>;
