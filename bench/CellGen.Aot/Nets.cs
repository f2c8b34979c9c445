namespace CellGen.Aot;

/// <summary>GRU(10, 20, 2 layers, bidirectional).</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 20, Layers = 2, Bidirectional = true)]
internal partial class Gru20;

/// <summary>LSTM(10, 20, 2 layers).</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 10, Hidden = 20, Layers = 2)]
internal partial class Lstm20;

/// <summary>GRU(1, 16) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 16)]
[DenseHead(Output = 1)]
internal partial class StreamingGru16;

/// <summary>GRU(1, 64) and a dense output.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 64)]
[DenseHead(Output = 1)]
internal partial class StreamingGru64;

/// <summary>LSTM(40, 256).</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 40, Hidden = 256)]
internal partial class Lstm256;
