using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator.Printing;

/// <summary>Prints the kernels of a width: a class in a file of its own.</summary>
internal sealed class KernelFile(NetPlan plan, WidthPlan width)
{
    private readonly CodeWriter _writer = new(new FullNames(plan.Spec.Type.HiddenTypes));

    /// <param name="kernels">The kernels, each with its form.</param>
    public SourceText Print(IEnumerable<(Kernel Kernel, KernelForm Form)> kernels)
    {
        string name = width.Profile.Name + "Kernels";
        SourceFile.Open(_writer, plan.Spec.Type, SourceFile.SpacesOfKernels.Where(space => !width.Profile.IsPlain || !space.Contains("Intrinsics")));
        SourceFile.OpenCore(_writer, plan.Spec);
        _writer.Line($"/// <summary>{Summary(width.Profile.Target)}</summary>");
        bool isBase = plan.Widths.Any(other => other.InheritsChain) && width.Profile.Target == Target.Vector256;
        _writer.Open($"private {(isBase ? "" : "sealed ")}class {name} : {(width.InheritsChain ? Target.Vector256.Name + "Kernels" : "Kernels")}");
        _writer.Line($"public static {(width.InheritsChain ? "new " : "")}readonly {name} Instance = new {name}();");
        var printer = new KernelPrinter(_writer, width.Profile.IsPlain ? new LoopText() : new VectorText(width.Profile.Target));
        foreach (var (kernel, form) in kernels)
        {
            if (kernel is AgentKernel && kernel == plan.Kernels.Agents[0])
            {
                PrintNumbersOfAgents(width.Agents!);
            }

            _writer.Summary(kernel.Summary);
            printer.Print(form, kernel.Place == KernelPlace.OneWidth ? "private static" : "public override");
        }

        _writer.Close();
        SourceFile.CloseCore(_writer, plan.Spec);
        SourceFile.Close(_writer, plan.Spec.Type);
        return _writer.ToSourceText();
    }

    private void PrintNumbersOfAgents(AgentPlan agents)
    {
        _writer.Summary("The number of agents, or of sequences, that StepAgents runs at once.");
        _writer.Line($"public override int Agents => {agents.Agents};");
        if (agents.FewestAgents < int.MaxValue)
        {
            _writer.Summary("The number of agents that it takes for StepAgents to be faster than one after the other.");
            _writer.Line($"public override int FewestAgents => {agents.FewestAgents};");
        }
    }

    /// <summary>What the class of a width says of its machines.</summary>
    public static string Summary(Target target) => target.IsPlain
        ? $"Kernels without vectors, for {target.Machines}: they multiply, then add."
        : FormattableString.Invariant($"Kernels of {target.Bits} bits, for {target.Machines}.");
}
