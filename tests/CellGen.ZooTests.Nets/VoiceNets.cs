namespace CellGen.ZooTests.Nets;

/// <summary>WebRTC's unit test of its GRU, 5 inputs and 4 units.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 4, ResetAfter = false, Nonlinearity = Nonlinearity.Relu)]
[Network(Training = false, Agents = false)]
public partial class WebRtcGru : IStreamingNet<WebRtcGru.State, WebRtcGru.Workspace>;

/// <summary>WebRTC's voice detector: the first third of RNNoise.</summary>
[Dense(Input = 42, Output = 24, Nonlinearity = Nonlinearity.Tanh, Name = "input_dense")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 24, ResetAfter = false, Nonlinearity = Nonlinearity.Relu, Name = "vad_gru")]
[DenseHead(Output = 1, Nonlinearity = Nonlinearity.Sigmoid, Name = "vad_output")]
[Network(Training = false, Agents = false)]
public partial class VoiceDetector : IStreamingNet<VoiceDetector.State, VoiceDetector.Workspace>;

/// <summary>RNNoise 0.1: the voice's probability and the gains of 22 bands, from 42 features.</summary>
[Dense(Input = 42, Output = 24, Nonlinearity = Nonlinearity.Tanh, Name = "input_dense")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 24, ResetAfter = false, Nonlinearity = Nonlinearity.Relu, Name = "vad_gru")]
[DenseHead(Output = 1, Nonlinearity = Nonlinearity.Sigmoid, Name = "vad")]
[Concatenate("input_dense", "vad_gru", "input")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 48, ResetAfter = false, Nonlinearity = Nonlinearity.Relu, Name = "noise_gru")]
[Concatenate("vad_gru", "noise_gru", "input")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 96, ResetAfter = false, Nonlinearity = Nonlinearity.Relu, Name = "denoise_gru")]
[DenseHead(Output = 22, Nonlinearity = Nonlinearity.Sigmoid, Name = "gains")]
[Network(Training = false, Agents = false)]
public partial class Denoiser;

/// <summary>ARM's keyword spotter GRU_S.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 154, ResetAfter = false)]
[DenseHead(Output = 12, Over = HeadInput.LastState)]
[Network(Training = false, Agents = false)]
public partial class KeywordGru : IStreamingNet<KeywordGru.State, KeywordGru.Workspace>;

/// <summary>ARM's keyword spotter LSTM_S.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 10, Hidden = 144, Projection = 98, Peephole = true)]
[DenseHead(Output = 12, Over = HeadInput.LastState)]
[Network(Training = false, Agents = false)]
public partial class KeywordLstm : IStreamingNet<KeywordLstm.State, KeywordLstm.Workspace>;

/// <summary>ARM's keyword spotter Basic_LSTM_S.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 10, Hidden = 118)]
[DenseHead(Output = 12, Over = HeadInput.LastState)]
[Network(Training = false, Agents = false)]
public partial class KeywordBasicLstm : IStreamingNet<KeywordBasicLstm.State, KeywordBasicLstm.Workspace>;

/// <summary>Silero's voice detector behind its spectrum of four windows.</summary>
[Conv1d(Input = 129, Frame = 4, Output = 128, Kernel = 3, Padding = 1, Nonlinearity = Nonlinearity.Relu, Name = "conv1")]
[Conv1d(Frame = 4, Output = 64, Kernel = 3, Stride = 2, Padding = 1, Nonlinearity = Nonlinearity.Relu, Name = "conv2")]
[Conv1d(Frame = 2, Output = 64, Kernel = 3, Stride = 2, Padding = 1, Nonlinearity = Nonlinearity.Relu, Name = "conv3")]
[Conv1d(Frame = 1, Output = 128, Kernel = 3, Padding = 1, Nonlinearity = Nonlinearity.Relu, Name = "conv4")]
[RecurrentCell(Kind = CellKind.Lstm, Hidden = 128, Name = "lstm_cell")]
[Activation(Nonlinearity.Relu)]
[Conv1d(Output = 1, Kernel = 1, Nonlinearity = Nonlinearity.Sigmoid, Name = "final_conv")]
[Network(Training = false, Agents = false)]
public partial class SileroDetector : IStreamingNet<SileroDetector.State, SileroDetector.Workspace>;
