namespace CellGen.Compare.Peers.Generated;

/// <summary>GRU(32, 64), bidirectional, over letters.</summary>
[Embedding(Vocabulary = 29)]
[RecurrentCell(Kind = CellKind.Gru, Input = 32, Hidden = 64, Bidirectional = true)]
[Network(Training = false, Agents = false)]
internal partial class Letters64;

/// <summary>GRU(32, 64) and a dense head, over phonemes.</summary>
[Embedding(Vocabulary = 43)]
[RecurrentCell(Kind = CellKind.Gru, Input = 32, Hidden = 64)]
[DenseHead(Output = 43)]
[Network(Training = false, Agents = false)]
internal partial class Phonemes64;

/// <summary>Both, with additive attention.</summary>
[EncoderDecoder(typeof(Letters64), typeof(Phonemes64), Attention = AttentionKind.Additive, MaxSource = 12, StartToken = 1)]
internal partial class Speller64;

/// <summary>GRU(32, 256), bidirectional, over letters.</summary>
[Embedding(Vocabulary = 29)]
[RecurrentCell(Kind = CellKind.Gru, Input = 32, Hidden = 256, Bidirectional = true)]
[Network(Training = false, Agents = false)]
internal partial class Letters256;

/// <summary>GRU(32, 256) and a dense head, over phonemes.</summary>
[Embedding(Vocabulary = 43)]
[RecurrentCell(Kind = CellKind.Gru, Input = 32, Hidden = 256)]
[DenseHead(Output = 43)]
[Network(Training = false, Agents = false)]
internal partial class Phonemes256;

/// <summary>Both, with additive attention.</summary>
[EncoderDecoder(typeof(Letters256), typeof(Phonemes256), Attention = AttentionKind.Additive, MaxSource = 12, StartToken = 1)]
internal partial class Speller256;
