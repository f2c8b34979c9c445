namespace CellGen.Samples.Pronounce;

/// <summary>The encoder: reads the letters of a word in both directions.</summary>
[Embedding(Vocabulary = 26)]
[RecurrentCell(Kind = CellKind.Gru, Input = 24, Hidden = 96, Bidirectional = true)]
public partial class LetterReader;
