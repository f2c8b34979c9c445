namespace CellGen.Generator.Planning;

/// <summary>
/// A step of a layer whose lanes are agents, with the input that it reads: one kernel serves all layers where the number of columns
/// is all that differs.
/// </summary>
/// <param name="Name">The name of the kernel.</param>
/// <param name="Input">The product with the input of the layer, or of the first of several.</param>
/// <param name="IsVariable">Whether the number of columns is an argument.</param>
internal sealed record AgentKernel(string Name, RowProduct Input, bool IsVariable) : Kernel("Runs one step of a layer for a group of agents.")
{
    /// <inheritdoc/>
    public override string DeclarationSummary => "Runs one step of a layer for a group of agents: each element of an input or a state is a row of agents.";

    /// <inheritdoc/>
    public override KernelPlace Place => KernelPlace.SomeWidths;

    /// <summary>The kernels for the inputs of a model.</summary>
    public static IReadOnlyList<AgentKernel> Of(IReadOnlyList<RowProduct> inputs)
    {
        bool alike = inputs.Count > 1 && inputs.All(product => product.HasOneSum);
        return alike
            ? [new AgentKernel("StepAgents", inputs[0], IsVariable: true)]
            : [.. inputs.Select(product => new AgentKernel(
                product.Name == KernelName.ProjectInput ? "StepAgents" : "StepAgentsLayer", product, IsVariable: false))];
    }
}
