namespace CellGen.TopologyTests.Nets;

/// <summary>Two layers, two directions, a head at every step.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 12, Layers = 2, Bidirectional = true)]
[DenseHead(Output = 3)]
public partial class BatchGru : IDenseNet<BatchGru.State, BatchGru.Workspace, BatchGru.Tape, BatchGru.Gradient>;

/// <summary>h is smaller than c.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 4, Hidden = 10, Projection = 6, Layers = 2)]
public partial class ProjectedLstm : IDenseNet<ProjectedLstm.State, ProjectedLstm.Workspace, ProjectedLstm.Tape, ProjectedLstm.Gradient>;

/// <summary>A product that waits for a value of the same step.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 9, ResetAfter = false, Bidirectional = true)]
public partial class ResetBeforeGru : IDenseNet<ResetBeforeGru.State, ResetBeforeGru.Workspace, ResetBeforeGru.Tape, ResetBeforeGru.Gradient>;

/// <summary>No recurrent product, and units that fill no vector.</summary>
[RecurrentCell(Kind = CellKind.MinLstm, Input = 6, Hidden = 17)]
public partial class BatchMinLstm : IDenseNet<BatchMinLstm.State, BatchMinLstm.Workspace, BatchMinLstm.Tape, BatchMinLstm.Gradient>;

/// <summary>The simplest cell, over three panels of lanes.</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = 7, Hidden = 33, Nonlinearity = Nonlinearity.Relu)]
public partial class BatchRnn : IDenseNet<BatchRnn.State, BatchRnn.Workspace, BatchRnn.Tape, BatchRnn.Gradient>;
