namespace CellGen.Compare.Problems;

/// <summary>An encoder and decoder of tokens: a GRU of both directions, additive attention, a bridge, a GRU, a dense head.</summary>
/// <param name="SourceVocabulary">The tokens of the source.</param>
/// <param name="TargetVocabulary">The tokens of the target.</param>
/// <param name="Source">The steps of the source.</param>
public sealed record PairShape(int SourceVocabulary, int TargetVocabulary, int Source)
{
    /// <summary>The token that the decoder reads at its first step.</summary>
    public const int StartToken = 1;

    /// <summary>The tensors, by torch's names, in the order of the problem's parameters, and the bound of each: its values are drawn from ±bound.</summary>
    /// <param name="row">The row, whose Input is the size of both embeddings.</param>
    public IEnumerable<(string Name, int Count, float Bound)> Tensors(Row row)
    {
        int size = row.Hidden, context = 2 * size, joined = row.Input + context;
        float bound = 1 / MathF.Sqrt(size), contextBound = 1 / MathF.Sqrt(context);
        yield return ("encoder.embedding.weight", SourceVocabulary * row.Input, 1);
        foreach (string direction in new[] { "", "_reverse" })
        {
            yield return ("encoder.weight_ih_l0" + direction, 3 * size * row.Input, bound);
            yield return ("encoder.weight_hh_l0" + direction, 3 * size * size, bound);
            yield return ("encoder.bias_ih_l0" + direction, 3 * size, bound);
            yield return ("encoder.bias_hh_l0" + direction, 3 * size, bound);
        }

        yield return ("attention.key.weight", size * context, contextBound);
        yield return ("attention.query.weight", size * size, bound);
        yield return ("attention.score.weight", size, bound);
        yield return ("bridge.weight", size * context, contextBound);
        yield return ("bridge.bias", size, contextBound);
        yield return ("decoder.embedding.weight", TargetVocabulary * row.Input, 1);
        yield return ("decoder.weight_ih_l0", 3 * size * joined, bound);
        yield return ("decoder.weight_hh_l0", 3 * size * size, bound);
        yield return ("decoder.bias_ih_l0", 3 * size, bound);
        yield return ("decoder.bias_hh_l0", 3 * size, bound);
        yield return ("decoder.head.weight", TargetVocabulary * size, bound);
        yield return ("decoder.head.bias", TargetVocabulary, bound);
    }
}
