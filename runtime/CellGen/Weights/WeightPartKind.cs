namespace CellGen;

/// <summary>The parts of a model whose tensors have a prefix of their own in weight files.</summary>
internal enum WeightPartKind
{
    Cell,
    Head,
    Embedding,
}
