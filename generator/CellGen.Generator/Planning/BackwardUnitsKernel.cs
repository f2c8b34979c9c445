namespace CellGen.Generator.Planning;

/// <summary>The element-wise program of a phase of the backward pass, for one step of a sequence.</summary>
/// <param name="Phase">The phase.</param>
internal sealed record BackwardUnitsKernel(PhasePlan Phase) : Kernel("The gradients of the gates of one step.");
