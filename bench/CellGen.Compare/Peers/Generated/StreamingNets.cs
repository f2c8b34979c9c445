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
