namespace CellGen.Samples.NextChapter;

/// <summary>Reads words, the 1024 most frequent of a text; rarer ones are one.</summary>
[Embedding(Vocabulary = 1024)]
[RecurrentCell(Kind = CellKind.Lstm, Input = 64, Hidden = 128)]
[DenseHead(Output = 1024)]
public partial class WordNet : ITextNet<WordNet>
{
    private State _state;

    /// <inheritdoc/>
    public static int MaxTokens => VocabularySize;

    /// <inheritdoc/>
    public void Begin() => _state = default;

    /// <inheritdoc/>
    public void Read(int token, Span<float> scores) => Step(token, scores, ref _state);
}
