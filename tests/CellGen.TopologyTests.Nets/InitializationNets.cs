namespace CellGen.TopologyTests.Nets;

/// <summary>Gates i, f, g, o.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 7, Hidden = 10, Layers = 2, Bidirectional = true)]
[DenseHead(Output = 4)]
public partial class PlainLstm : IDenseNet<PlainLstm.State, PlainLstm.Workspace, PlainLstm.Tape, PlainLstm.Gradient>;

/// <summary>Gates f, g, o.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 7, Hidden = 10, CoupledGates = true)]
public partial class CoupledLstm : IDenseNet<CoupledLstm.State, CoupledLstm.Workspace, CoupledLstm.Tape, CoupledLstm.Gradient>;

/// <summary>Gates f, i, g.</summary>
[RecurrentCell(Kind = CellKind.MinLstm, Input = 7, Hidden = 10)]
public partial class ForgetMinLstm : IDenseNet<ForgetMinLstm.State, ForgetMinLstm.Workspace, ForgetMinLstm.Tape, ForgetMinLstm.Gradient>;
