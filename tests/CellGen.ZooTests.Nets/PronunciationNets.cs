namespace CellGen.ZooTests.Nets;

/// <summary>The encoder of g2p_en: letters.</summary>
[Embedding(Vocabulary = 29)]
[RecurrentCell(Kind = CellKind.Gru, Input = 256, Hidden = 256)]
[Network(Training = false, Agents = false)]
public partial class Letters;

/// <summary>The decoder of g2p_en: phonemes.</summary>
[Embedding(Vocabulary = 74)]
[RecurrentCell(Kind = CellKind.Gru, Input = 256, Hidden = 256)]
[DenseHead(Output = 74)]
[Network(Training = false, Agents = false)]
public partial class PhonemeWriter;

/// <summary>g2p_en, from English letters to phonemes.</summary>
[EncoderDecoder(typeof(Letters), typeof(PhonemeWriter), MaxSource = 32, StartToken = 2, EndToken = 3)]
[Network(Training = false)]
public partial class LettersToPhonemes;
