namespace CellGen.Compare.Peers.Generated;

/// <summary>The next of 128 characters: an embedding of 32 values, LSTM(32, 128), a dense head.</summary>
[Embedding(Vocabulary = 128)]
[RecurrentCell(Kind = CellKind.Lstm, Input = 32, Hidden = 128)]
[DenseHead(Output = 128)]
[Network(Agents = false)]
internal partial class CharacterNet;
