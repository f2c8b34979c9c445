namespace CellGen.TopologyTests.Nets;

/// <summary>An encoder of every kind of layer: its last cell reads two of them, both ways.</summary>
[Dense(Input = 3, Output = 4, Nonlinearity = Nonlinearity.Tanh)]
[Conv1d(Output = 5, Kernel = 3, Name = "conv")]
[Activation(Nonlinearity.Gelu, Name = "bent")]
[RecurrentCell(Kind = CellKind.Lstm, Hidden = 5, Layers = 2, Name = "lower")]
[Add("bent", "lower")]
[Concatenate("add", "input")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 6, Bidirectional = true)]
public partial class LayeredEncoder;

/// <summary>An encoder of tokens whose last cell is as large as the decoder.</summary>
[Embedding(Vocabulary = 7)]
[RecurrentCell(Kind = CellKind.Rnn, Input = 5, Hidden = 4, Bidirectional = true, Name = "lower")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 9, Name = "upper")]
public partial class LayeredTokens;

/// <summary>One whose tokens a dense layer reads, from a table that is not trained.</summary>
[Embedding(Vocabulary = 7, Frozen = true)]
[Dense(Input = 5, Output = 4, Nonlinearity = Nonlinearity.Sigmoid)]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 6, Name = "upper")]
public partial class LayeredFrozen;

/// <summary>One with the decoder's embedding.</summary>
[Embedding(Vocabulary = 8)]
[Dense(Input = 4, Output = 3)]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 5)]
public partial class LayeredShared;

/// <summary>Nothing but the last state goes from one to the other: what a context that is given would.</summary>
[EncoderDecoder(typeof(LayeredEncoder), typeof(GruDecoder), MaxSource = 6, ContextAsInput = true, StartToken = 1, EndToken = 0)]
public partial class LayeredPair;

/// <summary>The same decoder with its context given.</summary>
[EncoderDecoder(typeof(GruDecoder), Context = 12, ContextAsInput = true, StartToken = 1, EndToken = 0)]
public partial class LayeredContext;

/// <summary>Additive attention to what such an encoder gives.</summary>
[EncoderDecoder(typeof(LayeredEncoder), typeof(GruDecoder), Attention = AttentionKind.Additive, MaxSource = 6, StartToken = 1, EndToken = 0)]
public partial class LayeredAdditive;

/// <summary>Dot attention; the decoder begins where the last cell ended.</summary>
[EncoderDecoder(typeof(LayeredTokens), typeof(GruDecoder), Attention = AttentionKind.Dot, MaxSource = 6, StartToken = 1, EndToken = 0)]
public partial class LayeredDot : ITokenPair<LayeredDot.State, LayeredDot.Memory, LayeredDot.Workspace, LayeredDot.Tape, LayeredDot.Gradient>;

/// <summary>A table that is not trained before the layers.</summary>
[EncoderDecoder(typeof(LayeredFrozen), typeof(GruDecoder), Attention = AttentionKind.General, MaxSource = 6, StartToken = 1, EndToken = 0)]
public partial class LayeredFrozenPair : ITokenPair<LayeredFrozenPair.State, LayeredFrozenPair.Memory, LayeredFrozenPair.Workspace, LayeredFrozenPair.Tape, LayeredFrozenPair.Gradient>;

/// <summary>One table for both.</summary>
[EncoderDecoder(typeof(LayeredShared), typeof(GruDecoder), MaxSource = 6, SharedEmbedding = true, StartToken = 1, EndToken = 0)]
public partial class LayeredSharedPair : ITokenPair<LayeredSharedPair.State, LayeredSharedPair.Memory, LayeredSharedPair.Workspace, LayeredSharedPair.Tape, LayeredSharedPair.Gradient>;

/// <summary>For inference alone.</summary>
[EncoderDecoder(typeof(LayeredTokens), typeof(GruDecoder), Attention = AttentionKind.Dot, MaxSource = 6, StartToken = 1, EndToken = 0)]
[Network(Training = false)]
public partial class LayeredLean;

/// <summary>Drops within the first cell, between its layers, and within the second.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 5, Layers = 2, Dropout = 0.5, RecurrentDropout = 0.25, Name = "lower")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 6, RecurrentDropout = 0.5, Name = "upper")]
public partial class DroppingEncoder;

/// <summary>A pair with it.</summary>
[EncoderDecoder(typeof(DroppingEncoder), typeof(GruDecoder), Attention = AttentionKind.General, MaxSource = 6, StartToken = 1, EndToken = 0)]
public partial class LayeredDropping;
