namespace CellGen.Compare.Peers.Generated;

/// <summary>GRU(1, 8) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 8)]
[DenseHead(Output = 1)]
internal partial class StreamingGru8;

/// <summary>GRU(1, 16) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 16)]
[DenseHead(Output = 1)]
internal partial class StreamingGru16;

/// <summary>GRU(1, 32) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 32)]
[DenseHead(Output = 1)]
internal partial class StreamingGru32;

/// <summary>GRU(1, 64) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 64)]
[DenseHead(Output = 1)]
internal partial class StreamingGru64;

/// <summary>LSTM(1, 8) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 8)]
[DenseHead(Output = 1)]
internal partial class StreamingLstm8;

/// <summary>LSTM(1, 16) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 16)]
[DenseHead(Output = 1)]
internal partial class StreamingLstm16;

/// <summary>LSTM(1, 32) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 32)]
[DenseHead(Output = 1)]
internal partial class StreamingLstm32;

/// <summary>LSTM(1, 64) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 64)]
[DenseHead(Output = 1)]
internal partial class StreamingLstm64;

/// <summary>LSTM(1, 12) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 12)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
internal partial class StreamingLstm12;

/// <summary>LSTM(1, 40) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 1, Hidden = 40)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
internal partial class StreamingLstm40;

/// <summary>LSTM(2, 16) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 2, Hidden = 16)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
internal partial class StreamingLstm2x16;

/// <summary>LSTM(2, 20) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 2, Hidden = 20)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
internal partial class StreamingLstm2x20;

/// <summary>GRU(2, 24) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 24)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
internal partial class StreamingGru2x24;

/// <summary>GRU(3, 40) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 40)]
[DenseHead(Output = 1)]
[Network(Training = false, Agents = false)]
internal partial class StreamingGru3x40;
