namespace CellGen.Generator.Planning;

/// <summary>The product of a phase where its sums go through memory, a method of one width.</summary>
/// <param name="Matrix">The matrix.</param>
internal sealed record SumsKernel(MatrixPlan Matrix) : Kernel($"The product with {Matrix.TensorText} of one step.")
{
    /// <inheritdoc/>
    public override KernelPlace Place => KernelPlace.OneWidth;
}
