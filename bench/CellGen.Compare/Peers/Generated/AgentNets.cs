namespace CellGen.Compare.Peers.Generated;

/// <summary>GRU(8, 8), a character of a game.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 8, Hidden = 8)]
[Network(Training = false)]
internal partial class AgentGru8;

/// <summary>LSTM(2, 8, 2 layers) and a dense output: the torque of an ANYmal's joint.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 2, Hidden = 8, Layers = 2)]
[DenseHead(Output = 1)]
[Network(Training = false)]
internal partial class AgentLstm8;

/// <summary>GRU(16, 32), a character with more to remember.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 16, Hidden = 32)]
[Network(Training = false)]
internal partial class AgentGru32;
