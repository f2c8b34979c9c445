namespace CellGen.TopologyTests.Nets;

/// <summary>A trained embedding.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 5, Hidden = 12, Layers = 2)]
[Embedding(Vocabulary = 9)]
[DenseHead(Output = 3, Over = HeadInput.LastState)]
public partial class EmbeddedLstm : ITokenNet<EmbeddedLstm.State, EmbeddedLstm.Workspace, EmbeddedLstm.Tape, EmbeddedLstm.Gradient>
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

/// <summary>The twin whose rows are looked up.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 5, Hidden = 12, Layers = 2)]
[DenseHead(Output = 3, Over = HeadInput.LastState)]
public partial class LookedUpLstm : IDenseNet<LookedUpLstm.State, LookedUpLstm.Workspace, LookedUpLstm.Tape, LookedUpLstm.Gradient>;

/// <summary>Two directions, no bias, and a row for all other tokens.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 10, Bidirectional = true, Bias = false)]
[Embedding(Vocabulary = 4, OutOfVocabulary = true)]
public partial class EmbeddedGru : ITokenNet<EmbeddedGru.State, EmbeddedGru.Workspace, EmbeddedGru.Tape, EmbeddedGru.Gradient>
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

/// <summary>The twin whose rows are looked up.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 3, Hidden = 10, Bidirectional = true, Bias = false)]
public partial class LookedUpGru : IDenseNet<LookedUpGru.State, LookedUpGru.Workspace, LookedUpGru.Tape, LookedUpGru.Gradient>;

/// <summary>An embedding that training leaves alone.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 6, Hidden = 9, Layers = 2, Bidirectional = true)]
[Embedding(Vocabulary = 8, Frozen = true)]
[DenseHead(Output = 2)]
public partial class FrozenGru : ITokenNet<FrozenGru.State, FrozenGru.Workspace, FrozenGru.Tape, FrozenGru.Gradient>
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

/// <summary>The twin whose rows are looked up.</summary>
[RecurrentCell(Kind = CellKind.Gru, Input = 6, Hidden = 9, Layers = 2, Bidirectional = true)]
[DenseHead(Output = 2)]
public partial class LookedUpFrozenGru : IDenseNet<LookedUpFrozenGru.State, LookedUpFrozenGru.Workspace, LookedUpFrozenGru.Tape, LookedUpFrozenGru.Gradient>;

/// <summary>As <see cref="EmbeddedLstm"/>, with a token whose row stays zero.</summary>
[RecurrentCell(Kind = CellKind.Lstm, Input = 5, Hidden = 12, Layers = 2)]
[Embedding(Vocabulary = 9, PaddingIndex = 3)]
[DenseHead(Output = 3, Over = HeadInput.LastState)]
public partial class PaddedLstm;

/// <summary>A frozen embedding with a row of zeros, and another for all other tokens, of which −1 is one.</summary>
[RecurrentCell(Kind = CellKind.Rnn, Input = 2, Hidden = 2)]
[Embedding(Vocabulary = 4, PaddingIndex = 0, OutOfVocabulary = true, Frozen = true)]
public partial class PaddedFrozenRnn;
