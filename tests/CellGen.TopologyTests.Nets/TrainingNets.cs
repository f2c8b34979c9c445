namespace CellGen.TopologyTests.Nets;

/// <summary>Layers, directions, a head: what a mask must find.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 10, Layers = 2, Bidirectional = true, ResetAfter = false)]
[DenseHead(Output = 2)]
public partial class MaskedGru;

/// <summary>A table that is no part of the parameters.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 5, Hidden = 7)]
[Embedding(Vocabulary = 6, Frozen = true)]
[DenseHead(Output = 6)]
public partial class FrozenLstm;

/// <summary>Rows in, rows out, and dropout between its layers.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 2, Hidden = 8, Layers = 2, Dropout = 0.2)]
[DenseHead(Output = 1)]
public partial class TrainedGru;

/// <summary>A language model of seven tokens.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 7, Hidden = 12)]
[TokenInput]
[DenseHead(Output = 7)]
public partial class TrainedTokens;

/// <summary>A language model of seven tokens, which learns in which state a text begins.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 7, Hidden = 12, InitialState = InitialState.Trained)]
[TokenInput]
[DenseHead(Output = 7)]
[Network(Agents = false)]
public partial class TrainedBeginning;

/// <summary>Embedded tokens, one answer a sequence.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 4, Hidden = 8)]
[Embedding(Vocabulary = 5)]
[DenseHead(Output = 3, Over = HeadInput.LastState)]
public partial class TrainedClassifier;

/// <summary>Two outputs, one of a row a step, one of a row a sequence; streams begin in a state that is trained.</summary>
[Dense(Input = 2, Output = 6, Nonlinearity = Nonlinearity.Tanh)]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 8, InitialState = InitialState.Trained)]
[DenseHead(Output = 1, Name = "sums")]
[DenseHead(Output = 3, Over = HeadInput.LastState, Name = "class")]
[Network(Agents = false)]
public partial class TrainedTwice;

/// <summary>A signal of one value, from a state that is trained.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 1, Hidden = 6, InitialState = InitialState.Trained)]
[DenseHead(Output = 1)]
[Network(Agents = false)]
public partial class TrainedStream;

/// <summary>Linear: its gradient through time is a power of a matrix.</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = 2, Hidden = 5, Nonlinearity = Nonlinearity.Identity)]
[DenseHead(Output = 1, Over = HeadInput.LastState)]
[Network(Agents = false)]
public partial class LinearRnn;
