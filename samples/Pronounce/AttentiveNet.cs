namespace CellGen.Samples.Pronounce;

/// <summary>Looks, for each phoneme, at the letters that it is made of (Bahdanau, Cho and Bengio 2014).</summary>
[EncoderDecoder(typeof(LetterReader), typeof(PhonemeWriter), Attention = AttentionKind.Additive, MaxSource = 24, StartToken = WordData.Start, EndToken = WordData.End)]
public partial class AttentiveNet;
