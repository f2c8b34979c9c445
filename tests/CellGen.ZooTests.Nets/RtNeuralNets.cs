namespace CellGen.ZooTests.Nets;

/// <summary>RTNeural's lstm.</summary>
[Dense(Input = 1, Output = 8, Nonlinearity = Nonlinearity.Tanh, Name = "before")]
[RecurrentCell(Kind = CellKind.Lstm, Hidden = 8)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class RtNeuralLstm : IStreamingNet<RtNeuralLstm.State, RtNeuralLstm.Workspace>;

/// <summary>RTNeural's lstm_1d.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 8)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class RtNeuralLstm1d : IStreamingNet<RtNeuralLstm1d.State, RtNeuralLstm1d.Workspace>;

/// <summary>RTNeural's gru.</summary>
[Dense(Input = 1, Output = 8, Nonlinearity = Nonlinearity.Tanh, Name = "before")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 8)]
[Dense(Output = 8, Nonlinearity = Nonlinearity.Sigmoid, Name = "after1")]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class RtNeuralGru : IStreamingNet<RtNeuralGru.State, RtNeuralGru.Workspace>;

/// <summary>RTNeural's gru_1d.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 8)]
[Dense(Output = 8, Nonlinearity = Nonlinearity.Sigmoid, Name = "after0")]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class RtNeuralGru1d : IStreamingNet<RtNeuralGru1d.State, RtNeuralGru1d.Workspace>;

/// <summary>RTNeural's lstm_torch, under the names of its state_dict.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 8, Name = "lstm")]
[RecurrentCell(Kind = CellKind.Lstm, Hidden = 8, Layers = 3, Name = "lstm2")]
[DenseHead(Output = 1, Name = "dense")]
[Network(Training = false, Agents = false)]
public partial class RtNeuralLstmTorch : IStreamingNet<RtNeuralLstmTorch.State, RtNeuralLstmTorch.Workspace>;

/// <summary>RTNeural's gru_torch, under the names of its state_dict.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 8, Name = "gru")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 8, Layers = 3, Name = "gru2")]
[DenseHead(Output = 1, Name = "dense")]
[Network(Training = false, Agents = false)]
public partial class RtNeuralGruTorch : IStreamingNet<RtNeuralGruTorch.State, RtNeuralGruTorch.Workspace>;

/// <summary>RTNeural's lstm_torch as one stack of four layers.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 8, Layers = 4)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class RtNeuralLstmStack : IStreamingNet<RtNeuralLstmStack.State, RtNeuralLstmStack.Workspace>;

/// <summary>RTNeural's gru_torch as one stack of four layers.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 8, Layers = 4)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class RtNeuralGruStack : IStreamingNet<RtNeuralGruStack.State, RtNeuralGruStack.Workspace>;

/// <summary>RTNeural's full_model.</summary>
[Dense(Input = 1, Output = 8, Nonlinearity = Nonlinearity.Tanh, Name = "before")]
[Conv1d(Output = 4, Kernel = 3, Dilation = 2, Nonlinearity = Nonlinearity.Tanh, Name = "conv")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 8)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
public partial class RtNeuralFullModel : IStreamingNet<RtNeuralFullModel.State, RtNeuralFullModel.Workspace>;
