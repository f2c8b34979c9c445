namespace CellGen.Samples.Pronounce;

/// <summary>The decoder: writes the phonemes, each with the one before it in view. 39 phonemes, an end and a start.</summary>
[Embedding(Vocabulary = 41)]
[RecurrentCell(Kind = CellKind.Gru, Input = 24, Hidden = 96)]
[DenseHead(Output = 41)]
public partial class PhonemeWriter;
