namespace CellGen.TopologyTests.Nets;

/// <summary>Outputs of the first layer are dropped.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 8, Layers = 2, Bidirectional = true, Dropout = 0.4)]
public partial class DropGru : IDenseNet<DropGru.State, DropGru.Workspace, DropGru.Tape, DropGru.Gradient>;

/// <summary>The same outputs at every step.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 8, Layers = 2, Bidirectional = true, Dropout = 0.4, VariationalDropout = true)]
public partial class VariationalGru : IDenseNet<VariationalGru.State, VariationalGru.Workspace, VariationalGru.Tape, VariationalGru.Gradient>;

/// <summary>All outputs of the first layer.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 8, Layers = 2, Bidirectional = true, Dropout = 1)]
public partial class DropAllGru : IDenseNet<DropAllGru.State, DropAllGru.Workspace, DropAllGru.Tape, DropAllGru.Gradient>;

/// <summary>The first layer alone.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 8, Bidirectional = true)]
public partial class LowerGru : IDenseNet<LowerGru.State, LowerGru.Workspace, LowerGru.Tape, LowerGru.Gradient>;

/// <summary>The second layer alone.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 16, Hidden = 8, Bidirectional = true)]
public partial class UpperGru : IDenseNet<UpperGru.State, UpperGru.Workspace, UpperGru.Tape, UpperGru.Gradient>;

/// <summary>Shows what its first layer keeps, once the second passes it on.</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = 3, Hidden = 6, Layers = 2, Nonlinearity = Nonlinearity.Identity, Dropout = 0.3)]
public partial class DropIdentity : IDenseNet<DropIdentity.State, DropIdentity.Workspace, DropIdentity.Tape, DropIdentity.Gradient>;
