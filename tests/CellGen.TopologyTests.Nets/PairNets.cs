namespace CellGen.TopologyTests.Nets;

// The nets of tests/torch/pairs.py.

/// <summary>An encoder of tokens, both ways.</summary>
[Embedding(Vocabulary = 7)]
[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 6, Bidirectional = true)]
public partial class BothWaysEncoder;

/// <summary>An encoder of tokens, one way.</summary>
[Embedding(Vocabulary = 7)]
[RecurrentCell(Kind = CellKind.Lstm, Input = 5, Hidden = 6)]
public partial class LstmEncoder;

/// <summary>An encoder as large as the decoder.</summary>
[Embedding(Vocabulary = 7)]
[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 9)]
public partial class EqualEncoder;

/// <summary>An encoder with the decoder's embedding.</summary>
[Embedding(Vocabulary = 8)]
[RecurrentCell(Kind = CellKind.Gru, Input = 4, Hidden = 9)]
public partial class SharedEncoder;

/// <summary>A decoder of tokens.</summary>
[Embedding(Vocabulary = 8)]
[RecurrentCell(Kind = CellKind.Gru, Input = 4, Hidden = 9)]
[DenseHead(Output = 8)]
public partial class GruDecoder;

/// <summary>A decoder of tokens, with a cell state.</summary>
[Embedding(Vocabulary = 8)]
[RecurrentCell(Kind = CellKind.Lstm, Input = 4, Hidden = 9)]
[DenseHead(Output = 8)]
public partial class LstmDecoder;

/// <summary>An encoder of values, two layers deep.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 9, Layers = 2)]
public partial class DeepValuesEncoder;

/// <summary>A small encoder of values.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 5)]
public partial class SmallValuesEncoder;

/// <summary>An encoder of values, both ways.</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = 3, Hidden = 5, Layers = 2, Bidirectional = true)]
public partial class BothWaysValuesEncoder;

/// <summary>A decoder of values, which can read what it writes.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 2, Hidden = 9, Layers = 2)]
[DenseHead(Output = 2)]
public partial class ValuesDecoder;

/// <summary>Bahdanau's.</summary>
[EncoderDecoder(typeof(BothWaysEncoder), typeof(GruDecoder), Attention = AttentionKind.Additive, MaxSource = 6, ContextAsInput = true, StartToken = 1, EndToken = 0)]
public partial class AdditivePair : ITokenPair<AdditivePair.State, AdditivePair.Memory, AdditivePair.Workspace, AdditivePair.Tape, AdditivePair.Gradient>;

/// <summary>Luong's, general.</summary>
[EncoderDecoder(typeof(LstmEncoder), typeof(LstmDecoder), Attention = AttentionKind.General, MaxSource = 6, StartToken = 1, EndToken = 0)]
public partial class GeneralPair : ITokenPair<GeneralPair.State, GeneralPair.Memory, GeneralPair.Workspace, GeneralPair.Tape, GeneralPair.Gradient>;

/// <summary>The same, with the context beside each input.</summary>
[EncoderDecoder(typeof(BothWaysEncoder), typeof(GruDecoder), Attention = AttentionKind.General, MaxSource = 7, ContextAsInput = true, StartToken = 1)]
public partial class GeneralContextPair : ITokenPair<GeneralContextPair.State, GeneralContextPair.Memory, GeneralContextPair.Workspace, GeneralContextPair.Tape, GeneralContextPair.Gradient>;

/// <summary>Luong's, dot; the decoder begins where the encoder ended.</summary>
[EncoderDecoder(typeof(EqualEncoder), typeof(GruDecoder), Attention = AttentionKind.Dot, MaxSource = 6, StartToken = 1, EndToken = 0)]
public partial class DotPair : ITokenPair<DotPair.State, DotPair.Memory, DotPair.Workspace, DotPair.Tape, DotPair.Gradient>;

/// <summary>One embedding for both.</summary>
[EncoderDecoder(typeof(SharedEncoder), typeof(GruDecoder), MaxSource = 6, ContextAsInput = true, SharedEmbedding = true, StartToken = 1, EndToken = 0)]
public partial class SharedPair : ITokenPair<SharedPair.State, SharedPair.Memory, SharedPair.Workspace, SharedPair.Tape, SharedPair.Gradient>;

/// <summary>Values to values; nothing but the state goes from one to the other.</summary>
[EncoderDecoder(typeof(DeepValuesEncoder), typeof(ValuesDecoder), MaxSource = 6)]
public partial class DeepPair;

/// <summary>A bridge from a small encoder to a deep decoder.</summary>
[EncoderDecoder(typeof(SmallValuesEncoder), typeof(ValuesDecoder), MaxSource = 6, ContextAsInput = true)]
public partial class BridgedPair;

/// <summary>Additive attention over values, whose query is the lowest layer's state.</summary>
[EncoderDecoder(typeof(BothWaysValuesEncoder), typeof(ValuesDecoder), Attention = AttentionKind.Additive, AttentionSize = 6, MaxSource = 6)]
public partial class AdditiveValuesPair;

/// <summary>A context that is given, through a bridge and beside each input.</summary>
[EncoderDecoder(typeof(GruDecoder), Context = 5, ContextAsInput = true, StartToken = 1, EndToken = 0)]
public partial class CaptionPair : IContextPair<CaptionPair.State, CaptionPair.Memory, CaptionPair.Workspace, CaptionPair.Tape, CaptionPair.Gradient>;

/// <summary>A context that is the decoder's first state.</summary>
[EncoderDecoder(decoder: typeof(GruDecoder), Context = 9, StartToken = 1, EndToken = 0)]
public partial class StatePair : IContextPair<StatePair.State, StatePair.Memory, StatePair.Workspace, StatePair.Tape, StatePair.Gradient>;

/// <summary>A context from which a deep decoder writes values.</summary>
[EncoderDecoder(typeof(ValuesDecoder), Context = 20)]
public partial class StylePair;

/// <summary>A decoder that reads what it writes.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 2, Hidden = 9)]
[DenseHead(Output = 2)]
public partial class FedDecoder;

/// <summary>It reads what it wrote while it is trained, too.</summary>
[EncoderDecoder(typeof(SmallValuesEncoder), typeof(FedDecoder), MaxSource = 6, ContextAsInput = true, FeedBack = true)]
public partial class FedPair : IFedPair<FedPair.State, FedPair.Memory, FedPair.Workspace, FedPair.Tape, FedPair.Gradient>;

/// <summary>The same with additive attention.</summary>
[EncoderDecoder(typeof(BothWaysValuesEncoder), typeof(FedDecoder), Attention = AttentionKind.Additive, AttentionSize = 6, MaxSource = 6, FeedBack = true)]
public partial class FedAdditivePair : IFedPair<FedAdditivePair.State, FedAdditivePair.Memory, FedAdditivePair.Workspace, FedAdditivePair.Tape, FedAdditivePair.Gradient>;

/// <summary>The same from a context.</summary>
[EncoderDecoder(typeof(FedDecoder), Context = 5, FeedBack = true)]
public partial class FedStylePair;

/// <summary>An encoder whose table is not trained.</summary>
[Embedding(Vocabulary = 7, Frozen = true)]
[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 6, Bidirectional = true)]
public partial class FrozenEncoder;

/// <summary>A decoder whose table is not trained.</summary>
[Embedding(Vocabulary = 8, Frozen = true)]
[RecurrentCell(Kind = CellKind.Gru, Input = 4, Hidden = 9)]
[DenseHead(Output = 8)]
public partial class FrozenDecoder;

/// <summary>Bahdanau's, with tables that are not trained.</summary>
[EncoderDecoder(typeof(FrozenEncoder), typeof(FrozenDecoder), Attention = AttentionKind.Additive, MaxSource = 6, ContextAsInput = true, StartToken = 1, EndToken = 0)]
public partial class FrozenPair : ITokenPair<FrozenPair.State, FrozenPair.Memory, FrozenPair.Workspace, FrozenPair.Tape, FrozenPair.Gradient>;

/// <summary>A source's table alone.</summary>
[EncoderDecoder(typeof(FrozenEncoder), typeof(GruDecoder), Attention = AttentionKind.General, MaxSource = 7, ContextAsInput = true, StartToken = 1)]
public partial class FrozenSourcePair : ITokenPair<FrozenSourcePair.State, FrozenSourcePair.Memory, FrozenSourcePair.Workspace, FrozenSourcePair.Tape, FrozenSourcePair.Gradient>;

/// <summary>For inference alone.</summary>
[EncoderDecoder(typeof(BothWaysEncoder), typeof(GruDecoder), Attention = AttentionKind.Additive, MaxSource = 6, StartToken = 1, EndToken = 0)]
[Network(Training = false)]
public partial class LeanPair;

/// <summary>A decoder that drops between its layers and inside its recurrence.</summary>
[Embedding(Vocabulary = 8)]
[RecurrentCell(Kind = CellKind.Gru, Input = 4, Hidden = 9, Layers = 2, Dropout = 0.3, RecurrentDropout = 0.2)]
[DenseHead(Output = 8)]
public partial class DroppingDecoder;

/// <summary>Dropout in the decoder.</summary>
[EncoderDecoder(typeof(BothWaysEncoder), typeof(DroppingDecoder), Attention = AttentionKind.Additive, MaxSource = 6, StartToken = 1, EndToken = 0)]
public partial class DroppingPair : ITokenPair<DroppingPair.State, DroppingPair.Memory, DroppingPair.Workspace, DroppingPair.Tape, DroppingPair.Gradient>;
