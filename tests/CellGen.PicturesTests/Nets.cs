namespace CellGen.PicturesTests;

/// <summary>Small: both directions in one loop.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 5, Layers = 2, Bidirectional = true)]
public partial class BothWaysGru;

/// <summary>Large: one direction after the other, several chunks of steps.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 20, Bidirectional = true, Unroll = Unroll.Loop)]
[Network(Agents = false)]
public partial class BothWaysLstm;

/// <summary>Two layers at once, and one alone.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 6, Layers = 3)]
[DenseHead(Output = 2)]
[Network(Agents = false)]
public partial class DeepLstm;

/// <summary>h is smaller than all else; i has no product of its own, and o is of a later phase.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 6, Projection = 4, Peephole = true, CoupledGates = true)]
[Network(Agents = false)]
public partial class ProjectedLstm;

/// <summary>Two phases.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 5, ResetAfter = false)]
[Network(Agents = false)]
public partial class ResetBeforeGru;

/// <summary>Nothing but its state.</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = 3, Hidden = 5)]
[Network(Agents = false)]
public partial class ElmanNet;

/// <summary>A cell of the user's own, whose outputs are dropped in training.</summary>
[RecurrentCell(Equations = nameof(LightGru), Input = 3, Hidden = 5, Layers = 2, Dropout = 0.5)]
[Network(Agents = false)]
public partial class OwnNet
{
    internal static void LightGru(CellEquations cell)
    {
        var update = cell.Let("update", cell.Sigmoid(cell.W("update") + cell.U("update")));
        var candidate = cell.Let("candidate", cell.Relu(cell.W("candidate") + cell.U("candidate")));
        cell.Next(cell.H, (update * cell.H) + ((1 - update) * candidate));
    }
}

/// <summary>Several layers, two of them cells.</summary>
[Dense(Input = 3, Output = 4, Nonlinearity = Nonlinearity.Tanh)]
[RecurrentCell(Kind = CellKind.Gru, Hidden = 5, Name = "lower")]
[Concatenate("lower", "input")]
[RecurrentCell(Kind = CellKind.Lstm, Hidden = 4, Name = "upper")]
[DenseHead(Output = 2)]
[Network(Agents = false)]
public partial class StackedNet;

/// <summary>An encoder in both directions.</summary>
[Embedding(Vocabulary = 7)]
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 5, Bidirectional = true)]
[Network(Agents = false)]
public partial class Reader;

/// <summary>A decoder.</summary>
[Embedding(Vocabulary = 6)]
[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 4)]
[DenseHead(Output = 6)]
[Network(Agents = false)]
public partial class Writer;

/// <summary>One that looks before a step.</summary>
[EncoderDecoder(typeof(Reader), typeof(Writer), Attention = AttentionKind.Additive, MaxSource = 8, StartToken = 1, EndToken = 0)]
[Network(Agents = false)]
public partial class AdditivePair;

/// <summary>One that looks after it.</summary>
[EncoderDecoder(typeof(Reader), typeof(Writer), Attention = AttentionKind.General, MaxSource = 8, StartToken = 1, EndToken = 0)]
[Network(Agents = false)]
public partial class GeneralPair;

/// <summary>One that does not look.</summary>
[EncoderDecoder(typeof(Reader), typeof(Writer), MaxSource = 8, StartToken = 1, EndToken = 0)]
[Network(Agents = false)]
public partial class BlindPair;
