using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>How the kernels are called whose lanes are agents.</summary>
internal static class AgentInputText
{
    /// <summary>The statement that runs a layer.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="layer">The C# of the layer's number, which is 0 where there is one alone.</param>
    /// <param name="first">The C# of the first layer's weights.</param>
    /// <param name="upper">The C# of the weights of the others.</param>
    public static string Call(NetPlan plan, string layer, string first, string upper)
    {
        var kernels = plan.Kernels.Agents;
        string Call(AgentKernel kernel, string weights) => plan.SignatureOf(kernel).Call(
        [
            ("weights", weights), ("columns", SharedKernelText.ColumnsOf(layer)), ("x", "x"),
            .. plan.Step.StateNames.Select(state => (state, state)),
            ("hNext", "next"), ("sums", "sums"),
        ]);
        return kernels.Count == 1
            ? $"_kernels.{Call(kernels[0], layer == "0" ? first : upper)};"
            : $$"""
                if ({{layer}} == 0)
                {
                    _kernels.{{Call(kernels[0], first)}};
                }
                else
                {
                    _kernels.{{Call(kernels[1], upper)}};
                }

                """;
    }
}
