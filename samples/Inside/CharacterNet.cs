namespace CellGen.Samples.Inside;

/// <summary>Reads characters, the 128 most frequent of a text, and guesses the next one. Nobody tells it of brackets or lines.</summary>
[Embedding(Vocabulary = 128)]
[RecurrentCell(Kind = CellKind.Lstm, Input = 32, Hidden = 96)]
[DenseHead(Output = 128)]
[Network(Agents = false)]
public partial class CharacterNet;
