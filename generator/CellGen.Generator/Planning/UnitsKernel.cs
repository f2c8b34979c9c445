namespace CellGen.Generator.Planning;

/// <summary>The element-wise program of a phase whose sums go through memory.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Tape">Whether it writes on the tape what the backward pass needs.</param>
internal sealed record UnitsKernel(PhasePlan Phase, bool Tape)
    : Kernel("The equations of one step, from its sums" + (Tape ? ", and what the backward pass needs." : "."))
{
    /// <summary>Whether it runs a step of one of several sequences, whose sums another kernel has left; else the recurrence of its width calls it.</summary>
    public bool IsAbreast { get; init; }

    /// <inheritdoc/>
    public override KernelPlace Place => IsAbreast ? KernelPlace.EachWidth : KernelPlace.OneWidth;

    /// <summary>The program.</summary>
    public ElementwiseProgram Program => Tape ? Phase.ForwardTaped : Phase.Forward;
}
