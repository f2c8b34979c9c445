namespace CellGen.TopologyTests.Nets;

/// <summary>Tokens select columns.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 11, Hidden = 10, Layers = 2, Bidirectional = true)]
[TokenInput]
public partial class TokenGru : ITokenNet<TokenGru.State, TokenGru.Workspace, TokenGru.Tape, TokenGru.Gradient>;

/// <summary>The twin that reads one-hot rows.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 11, Hidden = 10, Layers = 2, Bidirectional = true)]
public partial class OneHotGru : IDenseNet<OneHotGru.State, OneHotGru.Workspace, OneHotGru.Tape, OneHotGru.Gradient>;

/// <summary>Six tokens, and a column for all others.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 6, Hidden = 12, Layers = 2)]
[TokenInput(OutOfVocabulary = true)]
[DenseHead(Output = 3)]
public partial class OpenTokenLstm : ITokenNet<OpenTokenLstm.State, OpenTokenLstm.Workspace, OpenTokenLstm.Tape, OpenTokenLstm.Gradient>;

/// <summary>The twin with seven columns.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 7, Hidden = 12, Layers = 2)]
[DenseHead(Output = 3)]
public partial class OpenOneHotLstm : IDenseNet<OpenOneHotLstm.State, OpenOneHotLstm.Workspace, OpenOneHotLstm.Tape, OpenOneHotLstm.Gradient>;

/// <summary>Columns without a bias.</summary>
[RecurrentCell(Kind = CellKind.MinGru, Input = 9, Hidden = 20, Bias = false)]
[TokenInput]
public partial class TokenMinGru : ITokenNet<TokenMinGru.State, TokenMinGru.Workspace, TokenMinGru.Tape, TokenMinGru.Gradient>;

/// <summary>The twin that reads one-hot rows.</summary>
[RecurrentCell(Kind = CellKind.MinGru, Input = 9, Hidden = 20, Bias = false)]
public partial class OneHotMinGru : IDenseNet<OneHotMinGru.State, OneHotMinGru.Workspace, OneHotMinGru.Tape, OneHotMinGru.Gradient>;
