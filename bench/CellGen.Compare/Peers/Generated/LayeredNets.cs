namespace CellGen.Compare.Peers.Generated;

/// <summary>RNNoise 0.1.</summary>
[Dense(Input = 42, Output = 24, Nonlinearity = Nonlinearity.Tanh, Name = "input_dense")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 24, ResetAfter = false, Nonlinearity = Nonlinearity.Relu, Name = "vad_gru")]
[DenseHead(Output = 1, Nonlinearity = Nonlinearity.Sigmoid, Name = "vad")]
[Concatenate("input_dense", "vad_gru", "input")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 48, ResetAfter = false, Nonlinearity = Nonlinearity.Relu, Name = "noise_gru")]
[Concatenate("vad_gru", "noise_gru", "input")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 96, ResetAfter = false, Nonlinearity = Nonlinearity.Relu, Name = "denoise_gru")]
[DenseHead(Output = 22, Nonlinearity = Nonlinearity.Sigmoid, Name = "gains")]
[Network(Training = false, Agents = false)]
internal partial class Denoiser;

/// <summary>PufferLib's agent of Pong.</summary>
[Dense(Input = 8, Output = 128, Nonlinearity = Nonlinearity.Relu, Name = "encoder")]
[RecurrentCell(Kind = CellKind.Lstm, Hidden = 128, Name = "lstm")]
[DenseHead(Output = 4, Name = "head")]
[Network(Training = false, Agents = false)]
internal partial class Player;
