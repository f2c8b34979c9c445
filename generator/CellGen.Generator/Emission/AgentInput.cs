using CellGen.Generator.Planning;

namespace CellGen.Generator.Emission;

/// <summary>
/// The input of a layer, as the kernels whose lanes are agents read it: one kernel serves all layers where the number of
/// columns is all that differs.
/// </summary>
/// <param name="Name">The name of the kernel.</param>
/// <param name="Product">The product of the layer, or of the first of several.</param>
/// <param name="IsVariable">Whether the number of columns is an argument.</param>
internal sealed record AgentInput(string Name, RowProduct Product, bool IsVariable)
{
    /// <summary>The C# of so many times the number of columns.</summary>
    public string Times(int factor) => IsVariable
        ? FormattableString.Invariant($"({factor} * columns)")
        : FormattableString.Invariant($"{factor * Product.Columns}");

    /// <summary>The kernels of a model.</summary>
    public static IReadOnlyList<AgentInput> Of(ModelPlan plan)
    {
        var products = plan.Kernels.InputProducts;

        // Partial sums take turns, and the columns that are left over belong to certain ones.
        bool alike = products.Count > 1 && products.All(product => plan.Widths.All(width => width.PartialsOf(product) == 1));
        return alike
            ? [new AgentInput("StepAgents", products[0], IsVariable: true)]
            : [.. products.Select(product => new AgentInput(
                product.Name == KernelName.ProjectInput ? "StepAgents" : "StepAgentsLayer", product, IsVariable: false))];
    }

    /// <summary>The statement that runs a layer.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="layer">The C# of the layer's number, which is 0 where there is one alone.</param>
    /// <param name="first">The C# of the first layer's weights.</param>
    /// <param name="upper">The C# of the weights of the others.</param>
    public static string Call(ModelPlan plan, string layer, string first, string upper)
    {
        var inputs = Of(plan);
        string Call(AgentInput input, string weights) => AgentStepEmitter.SignatureOf(plan, input).Call(
        [
            ("weights", weights), ("columns", SharedKernelText.ColumnsOf(layer)), ("x", "x"),
            .. plan.Step.StateNames.Select(state => (state, state)),
            ("hNext", "next"), ("sums", "sums"),
        ]);
        return inputs.Count == 1
            ? $"_kernels.{Call(inputs[0], layer == "0" ? first : upper)};"
            : $$"""
                if ({{layer}} == 0)
                {
                    _kernels.{{Call(inputs[0], first)}};
                }
                else
                {
                    _kernels.{{Call(inputs[1], upper)}};
                }

                """;
    }
}
