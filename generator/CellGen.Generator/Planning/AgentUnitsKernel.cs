namespace CellGen.Generator.Planning;

/// <summary>The element-wise program for some units of a group of agents, a method of one width.</summary>
internal sealed record AgentUnitsKernel() : Kernel("The equations of some units for a group of agents, from their sums.")
{
    /// <inheritdoc/>
    public override KernelPlace Place => KernelPlace.OneWidth;
}
