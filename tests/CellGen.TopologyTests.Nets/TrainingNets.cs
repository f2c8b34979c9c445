namespace CellGen.TopologyTests.Nets;

/// <summary>Layers, directions, a head: what a mask must find.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 10, Layers = 2, Bidirectional = true, ResetAfter = false)]
[DenseHead(Output = 2)]
public partial class MaskedGru : INetwork;

/// <summary>A table that is no part of the parameters.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 5, Hidden = 7)]
[Embedding(Vocabulary = 6, Frozen = true)]
[DenseHead(Output = 6)]
public partial class FrozenLstm : INetwork;
