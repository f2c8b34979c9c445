namespace CellGen.Generator.Planning;

/// <summary>What the sums of a phase's product begin with, in memory: for a product with the states of several sequences.</summary>
/// <param name="Matrix">The matrix.</param>
internal sealed record StartKernel(MatrixPlan Matrix) : Kernel($"What the sums of the product with {Matrix.TensorText} begin with, for one step of a sequence.");
