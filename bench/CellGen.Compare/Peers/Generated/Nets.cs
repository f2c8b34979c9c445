namespace CellGen.Compare.Peers.Generated;

/// <summary>GRU(10, 20, 2 layers, bidirectional).</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 10, Hidden = 20, Layers = 2, Bidirectional = true)]
internal partial class Gru20;

/// <summary>LSTM(10, 20, 2 layers).</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 10, Hidden = 20, Layers = 2)]
internal partial class Lstm20;

/// <summary>RNN tanh(10, 20, 2 layers).</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = 10, Hidden = 20, Layers = 2)]
internal partial class Rnn20;

/// <summary>GRU(64, 128).</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 64, Hidden = 128)]
internal partial class Gru128;

/// <summary>LSTM(40, 256).</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 40, Hidden = 256)]
internal partial class Lstm256;

/// <summary>LSTM(128, 512).</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 128, Hidden = 512)]
internal partial class Lstm512;

/// <summary>LSTM(512, 1024).</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 512, Hidden = 1024)]
internal partial class Lstm1024;
