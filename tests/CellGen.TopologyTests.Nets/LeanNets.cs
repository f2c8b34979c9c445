namespace CellGen.TopologyTests.Nets;

/// <summary>A net that only runs a trained model.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 4, Hidden = 10, Layers = 2)]
[DenseHead(Output = 3)]
[Network(Training = false, Agents = false)]
public partial class LeanLstm;

/// <summary>The same with everything.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 4, Hidden = 10, Layers = 2)]
[DenseHead(Output = 3)]
public partial class WholeLstm : IDenseNet<WholeLstm.State, WholeLstm.Workspace, WholeLstm.Tape, WholeLstm.Gradient>;
