namespace CellGen.Generator.Model;

/// <summary>A [TokenInput] or [Embedding] attribute, as values.</summary>
/// <param name="Vocabulary">The number of tokens.</param>
/// <param name="OutOfVocabulary">Whether all other indices select one more row.</param>
/// <param name="Embedded">Whether an embedding stands between the tokens and the cell.</param>
/// <param name="Frozen">Whether the embedding is not trained.</param>
/// <param name="Padding">The token whose row of the embedding is zero and gets no gradient; −1 is none.</param>
internal sealed record TokenSpec(int Vocabulary, bool OutOfVocabulary, bool Embedded, bool Frozen, int Padding)
{
    /// <summary>The number of rows of the embedding, or of columns of weight_ih.</summary>
    public int Rows => Vocabulary + (OutOfVocabulary ? 1 : 0);
}
