namespace CellGen.TopologyTests.Nets;

/// <summary>The sum of two numbers that are marked in a long row.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 2, Hidden = 16, Unroll = Unroll.Loop)]
[DenseHead(Output = 1, Over = HeadInput.LastState)]
[Network(Agents = false)]
public partial class AddingLstm;

/// <summary>The sum of two numbers that are marked in a long row.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 16, Unroll = Unroll.Loop)]
[DenseHead(Output = 1, Over = HeadInput.LastState)]
[Network(Agents = false)]
public partial class AddingGru;

/// <summary>The first of many tokens.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 8, Hidden = 16, Unroll = Unroll.Loop)]
[TokenInput]
[DenseHead(Output = 4, Over = HeadInput.LastState)]
[Network(Agents = false)]
public partial class RecallLstm;

/// <summary>The first of many tokens.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 8, Hidden = 16, Unroll = Unroll.Loop)]
[TokenInput]
[DenseHead(Output = 4, Over = HeadInput.LastState)]
[Network(Agents = false)]
public partial class RecallGru;
