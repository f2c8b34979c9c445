using CellGen.Generator.Kernels;
using CellGen.Generator.Lowering;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using Microsoft.CodeAnalysis.Text;

namespace CellGen.Generator.Emission;

/// <summary>Emits the kernels of a model, one class per vector width.</summary>
internal sealed class KernelEmitter(NetPlan plan)
{
    /// <summary>The class of one width, in a file of its own.</summary>
    public SourceText Emit(WidthPlan width)
    {
        var profile = width.Profile;
        var writer = new CodeWriter(new FullNames(plan.Spec.Type.HiddenTypes));
        SourceFile.Open(writer, plan.Spec.Type);
        writer.Raw(plan.Spec.Type.Declaration);
        writer.Open();
        writer.Line($"/// <summary>{Summary(profile.Target)}</summary>");
        writer.Open($"private sealed class {profile.Name}Kernels : Kernels");
        writer.Line($"public static readonly {profile.Name}Kernels Instance = new {profile.Name}Kernels();");
        foreach (var kernel in width.Kernels)
        {
            if (kernel is AgentKernel && kernel == plan.Kernels.Agents[0])
            {
                EmitNumbersOfAgents(writer, width.Agents!);
            }

            writer.Summary(kernel.Summary);
            Emit(writer, width, kernel);
        }

        writer.Close();
        writer.Close();
        SourceFile.Close(writer, plan.Spec.Type);
        return writer.ToSourceText();
    }

    private void Emit(CodeWriter writer, WidthPlan width, Kernel kernel)
    {
        var printer = new KernelPrinter(writer, width.Profile);
        switch (kernel)
        {
            case RowProduct product:
                printer.Print(RowProductLowering.Lower(width, product), "public override");
                break;
            case NarrowProduct head:
                new NarrowProductEmitter(writer, width.Profile, head).Emit();
                break;
            case SumsKernel sums:
                new StoredProductEmitter(writer, plan, width, sums).Emit();
                break;
            case UnitsKernel units:
                new StoredUnitsEmitter(writer, plan, width, units).Emit();
                break;
            case RecurrenceKernel recurrence:
                new RecurrenceEmitter(writer, plan, width, recurrence.Tape) { Chains = recurrence.IsPair ? Chain.Pair : Chain.Of(plan) }.Emit();
                break;
            case StepKernel step:
                new StepKernelEmitter(writer, plan, width).Emit(step);
                break;
            case AgentKernel agents:
                new AgentStepEmitter(writer, plan, width).Emit(agents);
                break;
            case AgentUnitsKernel:
                new AgentUnitsEmitter(writer, plan, width).Emit();
                break;
            case BackwardKernel:
                new BackwardEmitter(writer, plan, width).Emit();
                break;
            case WeightGradient gradient:
                printer.Print(new WeightGradientLowering(width, gradient).Lower(), "public override");
                break;
            default:
                throw new NotSupportedException(kernel.GetType().Name);
        }
    }

    private static void EmitNumbersOfAgents(CodeWriter writer, AgentPlan agents)
    {
        writer.Summary("The number of agents, or of sequences, that StepAgents runs at once.");
        writer.Line($"public override int Agents => {agents.Agents};");
        if (agents.FewestAgents < int.MaxValue)
        {
            writer.Summary("The number of agents that it takes for StepAgents to be faster than one after the other.");
            writer.Line($"public override int FewestAgents => {agents.FewestAgents};");
        }
    }

    private static string Summary(Target target) => target.IsPlain
        ? $"Kernels without vectors, for {target.Machines}: they multiply, then add."
        : FormattableString.Invariant($"Kernels of {target.Bits} bits, for {target.Machines}.");
}
