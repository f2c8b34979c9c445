namespace CellGen.Generator.Planning;

/// <summary>
/// The input of a layer, as the kernels whose lanes are agents read it: one kernel serves all layers where the number of
/// columns is all that differs.
/// </summary>
/// <param name="Name">The name of the kernel.</param>
/// <param name="Product">The product of the layer, or of the first of several.</param>
/// <param name="IsVariable">Whether the number of columns is an argument.</param>
internal sealed record AgentInput(string Name, RowProduct Product, bool IsVariable)
{
    /// <summary>The kernels for the inputs of a model.</summary>
    public static IReadOnlyList<AgentInput> Of(IReadOnlyList<RowProduct> inputs)
    {
        bool alike = inputs.Count > 1 && inputs.All(product => product.HasOneSum);
        return alike
            ? [new AgentInput("StepAgents", inputs[0], IsVariable: true)]
            : [.. inputs.Select(product => new AgentInput(
                product.Name == KernelName.ProjectInput ? "StepAgents" : "StepAgentsLayer", product, IsVariable: false))];
    }
}
