namespace CellGen.TopologyTests.Nets;

/// <summary>Two layers whose directions are added, and a head that adds them too.</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = 4, Hidden = 10, Layers = 2, Bidirectional = true, Merge = DirectionMerge.Sum)]
[DenseHead(Output = 2, Over = HeadInput.LastState)]
public partial class SumRnn : IDenseNet<SumRnn.State, SumRnn.Workspace, SumRnn.Tape, SumRnn.Gradient>;

/// <summary>Directions that are added.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 6, Hidden = 11, Bidirectional = true, Merge = DirectionMerge.Sum)]
public partial class SumGru : IDenseNet<SumGru.State, SumGru.Workspace, SumGru.Tape, SumGru.Gradient>;

/// <summary>The second layer reads the sum.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 6, Hidden = 11, Layers = 2, Bidirectional = true, Merge = DirectionMerge.Sum)]
public partial class SumDeepGru : IDenseNet<SumDeepGru.State, SumDeepGru.Workspace, SumDeepGru.Tape, SumDeepGru.Gradient>;

/// <summary>One direction of the first layer alone.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 6, Hidden = 11)]
public partial class SumTwinGru : IDenseNet<SumTwinGru.State, SumTwinGru.Workspace, SumTwinGru.Tape, SumTwinGru.Gradient>;

/// <summary>One direction of the second layer alone.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 11, Hidden = 11)]
public partial class SumUpperTwinGru : IDenseNet<SumUpperTwinGru.State, SumUpperTwinGru.Workspace, SumUpperTwinGru.Tape, SumUpperTwinGru.Gradient>;
