namespace CellGen.Samples.NextChapter;

/// <summary>Reads characters, the 128 most frequent of a text; rarer ones are one.</summary>
[Embedding(Vocabulary = 128)]
[RecurrentCell(Kind = CellKind.Lstm, Input = 32, Hidden = 128)]
[DenseHead(Output = 128)]
public partial class CharacterNet : ITextNet<CharacterNet>
{
    private State _state;

    /// <inheritdoc/>
    public static int MaxTokens => VocabularySize;

    /// <inheritdoc/>
    public void Begin() => _state = default;

    /// <inheritdoc/>
    public void Read(int token, Span<float> scores) => Step(token, scores, ref _state);
}
