namespace CellGen.Samples.Pronounce;

/// <summary>Has the whole word in one vector, which the decoder reads beside each phoneme (Cho et al. 2014).</summary>
[EncoderDecoder(typeof(LetterReader), typeof(PhonemeWriter), MaxSource = 24, ContextAsInput = true, StartToken = WordData.Start, EndToken = WordData.End)]
public partial class PlainNet;
