namespace CellGen.TopologyTests.Nets;

/// <summary>Units of h are dropped in U h.</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = 2, Hidden = 5, RecurrentDropout = 0.5)]
public partial class DropRnn : IDenseNet<DropRnn.State, DropRnn.Workspace, DropRnn.Tape, DropRnn.Gradient>;

/// <summary>h itself is carried on whole.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 5, RecurrentDropout = 0.5)]
public partial class DropRecurrentGru : IDenseNet<DropRecurrentGru.State, DropRecurrentGru.Workspace, DropRecurrentGru.Tape, DropRecurrentGru.Gradient>;

/// <summary>The reset gate acts on what is left of h.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 5, RecurrentDropout = 0.5, ResetAfter = false)]
public partial class DropResetBeforeGru : IDenseNet<DropResetBeforeGru.State, DropResetBeforeGru.Workspace, DropResetBeforeGru.Tape, DropResetBeforeGru.Gradient>;

/// <summary>The cell state is not dropped.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 2, Hidden = 5, RecurrentDropout = 0.5)]
public partial class DropLstm : IDenseNet<DropLstm.State, DropLstm.Workspace, DropLstm.Tape, DropLstm.Gradient>;

/// <summary>Each direction has a mask of its own.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 17, RecurrentDropout = 0.5, Bidirectional = true)]
public partial class DropBothWaysGru : IDenseNet<DropBothWaysGru.State, DropBothWaysGru.Workspace, DropBothWaysGru.Tape, DropBothWaysGru.Gradient>;

/// <summary>Both kinds, in every place.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 6, Layers = 2, Bidirectional = true, Dropout = 0.25, RecurrentDropout = 0.25)]
public partial class DropBothLstm : IDenseNet<DropBothLstm.State, DropBothLstm.Workspace, DropBothLstm.Tape, DropBothLstm.Gradient>;
