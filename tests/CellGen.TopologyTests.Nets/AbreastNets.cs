namespace CellGen.TopologyTests.Nets;

/// <summary>So many weights that sequences run abreast; two layers, two directions, dropout, a head at every step.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 5, Hidden = 100, Layers = 2, Bidirectional = true, Dropout = 0.4)]
[DenseHead(Output = 3)]
public partial class DropAbreastGru : IDenseNet<DropAbreastGru.State, DropAbreastGru.Workspace, DropAbreastGru.Tape, DropAbreastGru.Gradient>;

/// <summary>A head that reads the last states, whose gradient joins theirs.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 7, Hidden = 96, Bidirectional = true)]
[DenseHead(Output = 5, Over = HeadInput.LastState, LogSoftmax = true)]
public partial class AbreastLstm : IDenseNet<AbreastLstm.State, AbreastLstm.Workspace, AbreastLstm.Tape, AbreastLstm.Gradient>;

/// <summary>Two layers without biases, whose outputs are the user's.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 3, Hidden = 72, Layers = 2, Bias = false)]
public partial class AbreastDeepLstm : IDenseNet<AbreastDeepLstm.State, AbreastDeepLstm.Workspace, AbreastDeepLstm.Tape, AbreastDeepLstm.Gradient>;

/// <summary>Directions that are added, and a head that reads their mean.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 6, Hidden = 92, Layers = 2, Bidirectional = true, Merge = DirectionMerge.Sum)]
[DenseHead(Output = 4, Over = HeadInput.MeanState)]
public partial class AbreastSumGru : IDenseNet<AbreastSumGru.State, AbreastSumGru.Workspace, AbreastSumGru.Tape, AbreastSumGru.Gradient>;

/// <summary>Added directions, whose sum is the user's.</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = 4, Hidden = 140, Bidirectional = true, Merge = DirectionMerge.Sum)]
public partial class AbreastSumRnn : IDenseNet<AbreastSumRnn.State, AbreastSumRnn.Workspace, AbreastSumRnn.Tape, AbreastSumRnn.Gradient>;

/// <summary>One gate, and 200 units.</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = 2, Hidden = 200, Nonlinearity = Nonlinearity.Relu)]
public partial class AbreastRnn : IDenseNet<AbreastRnn.State, AbreastRnn.Workspace, AbreastRnn.Tape, AbreastRnn.Gradient>;

/// <summary>An embedding that is trained, in both directions.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 9, Hidden = 80, Bidirectional = true)]
[Embedding(Vocabulary = 13)]
[DenseHead(Output = 13, LogSoftmax = true)]
public partial class AbreastEmbeddedLstm : ITokenNet<AbreastEmbeddedLstm.State, AbreastEmbeddedLstm.Workspace, AbreastEmbeddedLstm.Tape, AbreastEmbeddedLstm.Gradient>
{
    void INet<int, State, Workspace, Tape, Gradient>.Forward(
        ReadOnlySpan<int> input, Span<float> output, ref State state, Workspace workspace) => Forward(input, output, ref state, workspace);

    void INet<int, State, Workspace, Tape, Gradient>.Forward(
        ReadOnlySpan<int> input,
        Span<float> output,
        ReadOnlySpan<int> lengths,
        Span<State> states,
        Workspace workspace,
        BatchLayout layout) => Forward(input, output, lengths, states, workspace, layout);
}

/// <summary>Tokens select columns of the first of two layers.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 11, Hidden = 90, Layers = 2)]
[TokenInput]
public partial class AbreastTokenGru : ITokenNet<AbreastTokenGru.State, AbreastTokenGru.Workspace, AbreastTokenGru.Tape, AbreastTokenGru.Gradient>;

/// <summary>JANET, an LSTM that has only its forget gate (van der Westhuizen and Lasenby, 2018): a cell of the user's, with a token each step.</summary>
[RecurrentCell(Equations = nameof(Cell), Input = 6, Hidden = 104)]
[TokenInput]
public partial class AbreastJanet : ITokenNet<AbreastJanet.State, AbreastJanet.Workspace, AbreastJanet.Tape, AbreastJanet.Gradient>
{
    public static void Cell(CellEquations cell)
    {
        var f = cell.Let("f", cell.Sigmoid(cell.W("f") + cell.U("f")));
        var g = cell.Let("g", cell.Tanh(cell.W("g") + cell.U("g")));
        cell.Next(cell.H, (f * cell.H) + ((1 - f) * g));
    }
}

/// <summary>So many weights that sequences run abreast without a tape, too; two layers, whose outputs are the user's.</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = 3, Hidden = 512, Layers = 2)]
public partial class AbreastWideRnn : IDenseNet<AbreastWideRnn.State, AbreastWideRnn.Workspace, AbreastWideRnn.Tape, AbreastWideRnn.Gradient>;

/// <summary>The same in both directions, and a head over the last states.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 4, Hidden = 256, Bidirectional = true)]
[DenseHead(Output = 3, Over = HeadInput.LastState)]
public partial class AbreastWideLstm : IDenseNet<AbreastWideLstm.State, AbreastWideLstm.Workspace, AbreastWideLstm.Tape, AbreastWideLstm.Gradient>;
