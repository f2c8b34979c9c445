namespace CellGen.Generator.Model;

/// <summary>A [DenseHead] attribute, as values.</summary>
internal sealed record HeadSpec(int Output, HeadInput Over, bool Bias);
