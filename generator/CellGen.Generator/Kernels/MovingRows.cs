namespace CellGen.Generator.Kernels;

/// <summary>Rows of a step whose references go on to the next by one stride.</summary>
/// <param name="Rows">The names of the references.</param>
/// <param name="Step">The stride.</param>
internal sealed record MovingRows(IReadOnlyList<string> Rows, KernelParameter Step)
{
    /// <summary>What a kernel takes for them: the references, then the stride.</summary>
    public IEnumerable<KernelParameter> Parameters => Rows.Select(KernelParameter.Reference).Append(Step);
}
