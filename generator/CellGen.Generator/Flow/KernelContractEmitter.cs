using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>
/// Emits the abstract class of the kernels: the choice between widths, each kernel's declaration, and the
/// kernels that are others in disguise.
/// </summary>
internal sealed class KernelContractEmitter(CodeWriter writer, NetPlan plan)
{
    public void Emit()
    {
        writer.OpenMember("The computations of the net, in one class per vector width.", "private abstract class Kernels");
        EmitChoice(writer, plan.Widths.Select(width => width.Profile.Target).ToList());
        foreach (var kernel in plan.Kernels.All)
        {
            Emit(kernel);
        }

        int sums = plan.Widths.Max(width => width.StoredLanes);
        if (sums > 0)
        {
            EmitRow("SumsRow", "The sums of a product, aligned, and half of its partial sums.", $"({2 * sums} + StackMemory.Slack)");
        }

        if (plan.Kernels.Steps.Count > 0)
        {
            if (plan.Widths.Any(width => width is { Alternates: true, StepsAsForward: false }))
            {
                writer.Raw("\n/// <summary>Whether the next step of a stream visits the panels of a matrix in reverse.</summary>\nprotected bool Odd;");
            }

            EmitRow("GateRow", "The projected input of a step, on the stack.", LayerText.GateRow(plan));
            EmitRow("StateRow", "The new state of a step, on the stack.", "StateStride");
            if (plan.Step.Carried.Count > 0)
            {
                EmitRow("CarriedRow", "What goes from phase to phase of a step, on the stack.", "CarriedLength");
            }
        }

        writer.Close();
    }

    private void Emit(Kernel kernel)
    {
        if (kernel is AgentKernel && kernel == plan.Kernels.Agents[0])
        {
            writer.Summary("The number of agents, or of sequences, that StepAgents runs at once.");
            writer.Raw("public virtual int Agents => 0;");
            writer.Summary("The number of agents that it takes for StepAgents to be faster than one after the other.");
            writer.Raw("public virtual int FewestAgents => int.MaxValue;");
        }

        bool isOptional = plan.ForwardReadsInput && kernel is RowProduct { Name: KernelName.ProjectInput };
        writer.Summary(kernel.DeclarationSummary + (isOptional ? " Nothing, where the recurrence does it step by step." : ""));
        string declaration = plan.SignatureOf(kernel).Declaration();
        switch (kernel)
        {
            case RecurrenceKernel { IsPair: true } pair:
                EmitPair(pair.Tape, declaration);
                break;
            case { Place: KernelPlace.SomeWidths }:
                writer.Raw($"public virtual {declaration} => throw new NotSupportedException();");
                break;
            case var _ when isOptional:
                writer.Raw($"public virtual {declaration} {{ }}");
                break;
            default:
                writer.Raw($"public abstract {declaration};");
                break;
        }
    }

    /// <summary>Two layers, one after the other; with a tape that nobody reads where a kernel of one layer has none without it.</summary>
    private void EmitPair(bool tape, string declaration)
    {
        bool unread = !tape && plan.MayLeaveTapeUnread;
        var alone = RecurrenceSignature.Of(plan, tape || unread);
        writer.Raw($"public virtual {declaration}");
        writer.Open();
        if (unread)
        {
            writer.Raw("Span<float> memory = stackalloc float[TapeStride];\nref float unread = ref MemoryMarshal.GetReference(memory);");
        }

        foreach (var layer in Chain.Pair)
        {
            string Argument(string name) => unread && name == "tape" ? "unread" : unread && name == "tapeStep" ? "0" : layer.Name(name);
            string call = alone.Call([("steps", "steps"), .. alone.Parameters.Select(parameter => (parameter.Name, Argument(parameter.Name)))]);
            writer.Raw($"{call};");
        }

        writer.Close();
    }

    private void EmitRow(string name, string summary, string length) => writer.Raw($$"""

        /// <summary>{{summary}}</summary>
        [StructLayout(LayoutKind.Sequential, Size = {{length}} * sizeof(float))]
        protected struct {{name}} { }
        """);

    /// <summary>The class for a width, where the machine has what it needs; and the width of a new net, where a build has not the usual ones.</summary>
    public static void EmitChoice(CodeWriter writer, IReadOnlyList<Target> targets)
    {
        bool isUsual = Widths(targets).HasFlag(VectorWidths.Default);
        var last = targets[targets.Count - 1];
        bool runsEverywhere = last.IsPlain || last.RoundsEitherWay;
        string widths = string.Join(", ", targets.Select(target => target.IsPlain ? target.Name : FormattableString.Invariant($"{target.Bits}")));
        if (!isUsual)
        {
            writer.Raw("/// <summary>The widest of this build's widths that the machine has.</summary>\npublic static VectorWidth Widest =>");
            foreach (var target in targets.Where(target => !target.IsPlain))
            {
                writer.Raw($"    {(target == targets[0] ? "" : ": ")}Hardware.Supports({NameOf(target)}) ? {NameOf(target)}");
            }

            writer.Raw($"    {(last == targets[0] && last.IsPlain ? "" : ": ")}{(runsEverywhere ? NameOf(Target.Plain) : $"throw Arguments.NotGenerated(\"{widths}\")")};\n");
        }

        writer.Raw("/// <summary>The kernels of a width.</summary>\npublic static Kernels Of(VectorWidth width) => width switch");
        writer.Open();
        foreach (var target in targets.Where(target => !target.IsPlain))
        {
            string supported = string.Join(" || ", target.InstructionSets.Select(set => set + ".IsSupported"));
            writer.Raw($"{NameOf(target)} when {supported} => {KernelClass.InstanceOf(target)},");
        }

        if (runsEverywhere)
        {
            writer.Raw($"{(isUsual ? "_" : NameOf(Target.Plain))} => {KernelClass.InstanceOf(last, fused: false)},");
        }

        if (!isUsual)
        {
            writer.Raw($"_ => throw Arguments.NotGenerated(\"{widths}\", width),");
        }

        writer.Close("};");
    }

    private static VectorWidths Widths(IEnumerable<Target> targets) => targets.Aggregate(default(VectorWidths), (all, target) => all | target.Width);

    private static string NameOf(Target target) => $"VectorWidth.{target.Width}";
}
