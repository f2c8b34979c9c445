namespace CellGen.NumericTests.Host;

/// <summary>The arguments of a <see cref="DenseHeadAttribute"/>.</summary>
/// <param name="Output">The number of outputs.</param>
/// <param name="Over">What the head reads.</param>
/// <param name="Bias">Whether the head has a bias.</param>
public sealed record HeadShape(int Output, HeadInput Over = HeadInput.EveryStep, bool Bias = true);
