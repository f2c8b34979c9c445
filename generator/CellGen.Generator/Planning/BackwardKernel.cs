namespace CellGen.Generator.Planning;

/// <summary>The backward recurrence of a layer.</summary>
internal sealed record BackwardKernel() : Kernel("Runs one direction of a layer backwards over its steps.");
