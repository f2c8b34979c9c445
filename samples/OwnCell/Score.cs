namespace CellGen.Samples.OwnCell;

/// <summary>The error of a trained net on the held-out text, in bits a letter.</summary>
/// <param name="Windows">In windows as long as those of the training, each from a state of zero.</param>
/// <param name="Stream">In the whole text as one stream.</param>
public readonly record struct Score(double Windows, double Stream);
