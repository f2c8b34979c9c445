namespace CellGen.PicturesTests;

/// <summary>The cell of the tutorials, with their head.</summary>
[RecurrentCell(Kind = CellKind.Concatenating, Input = 3, Hidden = 4)]
[DenseHead(Output = 2, Over = HeadInput.InputAndPreviousState, LogSoftmax = true)]
[Network(Agents = false)]
public partial class TutorialNet;

/// <summary>The same cell alone.</summary>
[RecurrentCell(Kind = CellKind.Concatenating, Input = 3, Hidden = 4)]
[Network(Agents = false)]
public partial class TutorialCell;

/// <summary>A vector of parameters in place of a matrix.</summary>
[RecurrentCell(Kind = CellKind.IndRnn, Input = 3, Hidden = 5, Nonlinearity = Nonlinearity.LeakyRelu, Clip = 2)]
[Network(Agents = false)]
public partial class IndependentNet;

/// <summary>torch's GRU.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 5)]
[Network(Agents = false)]
public partial class OneLayerGru;

/// <summary>Other functions, no bias, a clipped state.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 5, Bias = false, GateNonlinearity = Nonlinearity.HardSigmoid, Nonlinearity = Nonlinearity.Relu, CellClip = 0.25)]
[Network(Agents = false)]
public partial class HardLstm;

/// <summary>Gates of the input alone.</summary>
[RecurrentCell(Kind = CellKind.MinGru, Input = 3, Hidden = 5)]
[Network(Agents = false)]
public partial class SmallestGru;

/// <summary>Quotients.</summary>
[RecurrentCell(Kind = CellKind.MinLstm, Input = 3, Hidden = 5)]
[Network(Agents = false)]
public partial class SmallestLstm;

/// <summary>A cell of the user's own with two products of the state's, one of them of a value of the step.</summary>
[RecurrentCell(Equations = nameof(Peering), Input = 3, Hidden = 5)]
[Network(Agents = false)]
public partial class OwnStep
{
    internal static void Peering(CellEquations cell)
    {
        var open = cell.Let("open", cell.Sigmoid(cell.W("open") + cell.U("open")));
        var seen = cell.Let("seen", open * cell.H);
        var next = cell.Let("next", cell.Tanh(cell.W("next") + cell.U("next", seen)));
        cell.Next(cell.H, cell.H + (open * (next - cell.H)));
    }
}

/// <summary>Tokens, an embedding, and the mean of both directions' sums.</summary>
[Embedding(Vocabulary = 9, OutOfVocabulary = true, Frozen = true)]
[RecurrentCell(Kind = CellKind.Rnn, Input = 3, Hidden = 4, Layers = 2, Bidirectional = true, Merge = DirectionMerge.Sum)]
[DenseHead(Output = 2, Over = HeadInput.MeanState)]
[Network(Agents = false)]
public partial class SpellingNet;

/// <summary>Tokens that select columns.</summary>
[TokenInput]
[RecurrentCell(Kind = CellKind.Rnn, Input = 9, Hidden = 4)]
[DenseHead(Output = 2, Over = HeadInput.LastState)]
[Network(Agents = false, Training = false)]
public partial class OneHotNet;

/// <summary>Every kind of layer; a trained first state.</summary>
[Conv1d(Input = 2, Output = 3, Kernel = 3, Nonlinearity = Nonlinearity.Relu)]
[RecurrentCell(Kind = CellKind.Lstm, Hidden = 4, InitialState = InitialState.Trained, Name = "lower")]
[Dense(Output = 3)]
[Add("dense", "conv1d")]
[Activation(Nonlinearity.Gelu)]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 5, Bidirectional = true, Name = "upper")]
[DenseHead(Output = 2, Name = "word")]
[DenseHead(Output = 1, Over = HeadInput.LastState, Nonlinearity = Nonlinearity.Sigmoid, Name = "end")]
[Network(Agents = false)]
public partial class SeveralNet;

/// <summary>An encoder of several layers.</summary>
[Embedding(Vocabulary = 7)]
[Dense(Input = 3, Output = 4, Nonlinearity = Nonlinearity.Relu)]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 5, Name = "lower")]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 6, Name = "upper")]
[Network(Agents = false)]
public partial class DeepReader;

/// <summary>A pair with it.</summary>
[EncoderDecoder(typeof(DeepReader), typeof(Writer), Attention = AttentionKind.Additive, MaxSource = 8, StartToken = 1, EndToken = 0)]
[Network(Agents = false)]
public partial class DeepPair;

/// <summary>A layer with a name that is also a part's.</summary>
[Embedding(Vocabulary = 7)]
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 4, Name = "encoder")]
[Dense(Output = 3)]
[Network(Agents = false)]
public partial class NamedNet;

/// <summary>A vector to a sequence.</summary>
[EncoderDecoder(typeof(Writer), Context = 6, ContextAsInput = true, StartToken = 1, EndToken = 0)]
[Network(Agents = false)]
public partial class CaptionPair;
