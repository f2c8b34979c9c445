namespace CellGen.Generator.Planning;

/// <summary>A fused step of a stream, in place.</summary>
/// <param name="Input">The product with the input of the layer, or of any layer, that it begins with; null where the caller has done it.</param>
internal sealed record StepKernel(RowProduct? Input) : Kernel("Runs one step of a stream, in place.");
