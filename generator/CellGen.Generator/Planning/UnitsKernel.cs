namespace CellGen.Generator.Planning;

/// <summary>The element-wise program of a phase whose sums go through memory, a method of one width.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Tape">Whether it writes on the tape what the backward pass needs.</param>
internal sealed record UnitsKernel(PhasePlan Phase, bool Tape)
    : Kernel("The equations of one step, from its sums" + (Tape ? ", and what the backward pass needs." : "."))
{
    /// <inheritdoc/>
    public override KernelPlace Place => KernelPlace.OneWidth;

    /// <summary>The program.</summary>
    public ElementwiseProgram Program => Tape ? Phase.ForwardTaped : Phase.Forward;
}
