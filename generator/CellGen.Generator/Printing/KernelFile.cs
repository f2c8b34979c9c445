using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator.Printing;

/// <summary>Prints the kernels of a width: a class in a file of its own.</summary>
internal sealed class KernelFile(NetPlan plan, WidthPlan width)
{
    /// <param name="kernels">The kernels, each with its form.</param>
    public SourceText Print(IEnumerable<(Kernel Kernel, KernelForm Form)> kernels)
    {
        var spaces = SourceFile.SpacesOfKernels.Where(space => !width.Profile.IsPlain || !space.Contains("Intrinsics"));
        return SourceFile.OfCore(plan.Spec.Type, spaces, writer =>
        {
            if (plan.Spec.Part is { } part)
            {
                writer.Open($"partial struct {part.Name}");
            }

            Print(writer, kernels);
            if (plan.Spec.Part is not null)
            {
                writer.Close();
            }
        });
    }

    private void Print(CodeWriter writer, IEnumerable<(Kernel Kernel, KernelForm Form)> kernels)
    {
        bool isBase = plan.Widths.Any(other => other.InheritsChain) && width.Profile.Target == Target.Vector256;
        KernelClass.Open(writer, width.Profile.Target, isBase ? "" : "sealed ", width.InheritsChain ? Target.Vector256 : null);
        var printer = new KernelPrinter(writer, width.Profile.IsPlain ? new LoopText() : new VectorText(width.Profile.Target));
        foreach (var (kernel, form) in kernels)
        {
            if (kernel is AgentKernel && kernel == plan.Kernels.Agents[0])
            {
                PrintNumbersOfAgents(writer, width.Agents!);
            }

            writer.Summary(kernel.Summary);
            printer.Print(form, kernel.Place == KernelPlace.OneWidth ? "private static" : "public override");
        }

        writer.Close();
    }

    private static void PrintNumbersOfAgents(CodeWriter writer, AgentPlan agents)
    {
        writer.Summary("The number of agents, or of sequences, that StepAgents runs at once.");
        writer.Line($"public override int Agents => {agents.Agents};");
        if (agents.FewestAgents < int.MaxValue)
        {
            writer.Summary("The number of agents that it takes for StepAgents to be faster than one after the other.");
            writer.Line($"public override int FewestAgents => {agents.FewestAgents};");
        }
    }
}
