namespace CellGen;

/// <summary>
/// Puts an embedding (torch.nn.Embedding) in front of a class with a <see cref="RecurrentCellAttribute"/>: the input is a
/// sequence of tokens, each of which selects a row of embedding.weight [Vocabulary × Input].
/// </summary>
/// <example>
/// <code>
/// [Embedding(Vocabulary = 5000)]
/// [RecurrentCell(Kind = CellKind.Lstm, Input = 32, Hidden = 64)]
/// public partial class SentenceNet;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EmbeddingAttribute : Attribute
{
    /// <summary>The number of tokens (torch: num_embeddings). Required, at least 1.</summary>
    public int Vocabulary { get; set; }

    /// <summary>
    /// Whether every index outside the vocabulary selects one more row, the last: embedding.weight then has
    /// Vocabulary + 1 rows. Otherwise such an index is an error. Default: false.
    /// </summary>
    public bool OutOfVocabulary { get; set; }

    /// <summary>
    /// Whether the embedding stays as it was drawn, set or loaded (torch: from_pretrained(freeze=True)): it is then no
    /// part of Parameters and has no gradient. Default: false.
    /// </summary>
    public bool Frozen { get; set; }

    /// <summary>
    /// The token that means nothing, from 0 to <see cref="Vocabulary"/> − 1 (torch: padding_idx); −1 is none. Its row is zero
    /// when it is drawn and its gradient is zero, so that training leaves it; Set and Load give it any values. Default: −1.
    /// </summary>
    public int PaddingIndex { get; set; } = -1;
}
