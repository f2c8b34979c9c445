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
        var products = new KernelSet(plan).InputProducts;

        // Partial sums take turns, and the columns that are left over belong to certain ones.
        bool alike = products.Count > 1 && products.All(product => VectorProfile.All.All(profile => product.Partials(profile) == 1));
        return alike
            ? [new AgentInput("StepAgents", products[0], IsVariable: true)]
            : [.. products.Select(product => new AgentInput(
                product.Name == KernelName.ProjectInput ? "StepAgents" : "StepAgentsLayer", product, IsVariable: false))];
    }

    /// <summary>The statement that runs a layer.</summary>
    /// <param name="inputs">The kernels of the model.</param>
    /// <param name="layer">The C# of the layer's number, which is 0 where there is one alone.</param>
    /// <param name="weights">The C# of a reference to the layer's weights, for the first layer and for all others.</param>
    /// <param name="arguments">The C# of the arguments that follow.</param>
    public static string Call(IReadOnlyList<AgentInput> inputs, string layer, (string First, string Upper) weights, string arguments)
    {
        if (inputs.Count == 1)
        {
            string columns = inputs[0].IsVariable ? SharedKernelText.ColumnsOf(layer) : "";
            return $"_kernels.{inputs[0].Name}(ref {(layer == "0" ? weights.First : weights.Upper)}, {columns}{arguments});";
        }

        return $$"""
            if ({{layer}} == 0)
            {
                _kernels.{{inputs[0].Name}}(ref {{weights.First}}, {{arguments}});
            }
            else
            {
                _kernels.{{inputs[1].Name}}(ref {{weights.Upper}}, {{arguments}});
            }

            """;
    }
}
