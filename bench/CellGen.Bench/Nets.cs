namespace CellGen.Bench;

/// <summary>GRU(10, 20, 2 layers, bidirectional).</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 20, Layers = 2, Bidirectional = true)]
internal partial class GruNet;

/// <summary>LSTM(10, 20, 2 layers).</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 10, Hidden = 20, Layers = 2)]
internal partial class LstmNet;

/// <summary>RNN tanh(10, 20, 2 layers).</summary>
[RecurrentCell(Input = 10, Hidden = 20, Layers = 2)]
internal partial class RnnNet;

/// <summary>GRU(1, 16) and a dense output, as audio uses it: one call a sample.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 16)]
[DenseHead(Output = 1)]
internal partial class AudioNet;

/// <summary>LSTM(1, 16) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 16)]
[DenseHead(Output = 1)]
internal partial class AudioLstmNet;

/// <summary>RNN(1, 1): nothing but the call.</summary>
[RecurrentCell(Input = 1, Hidden = 1)]
internal partial class TinyNet;

/// <summary>GRU(10, 16): all columns of its product are written out.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 16)]
internal partial class SmallNet;

/// <summary>GRU(64, 128): its product loops over the columns.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 64, Hidden = 128)]
internal partial class MediumNet;

/// <summary>LSTM(512, 1024): 25 MB of weights.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 512, Hidden = 1024)]
internal partial class LargeNet;

/// <summary>GRU(8, 8): a character of a game.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 8, Hidden = 8)]
internal partial class SmallAgentNet;

/// <summary>GRU(16, 32): a character with more to remember.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 16, Hidden = 32)]
internal partial class AgentNet;
