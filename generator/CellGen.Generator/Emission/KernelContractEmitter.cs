using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the abstract class of the kernels, a member of the model: the choice between widths, each kernel's declaration, and the
/// kernels that are others in disguise.
/// </summary>
internal sealed class KernelContractEmitter(CodeWriter writer, NetPlan plan)
{
    public void Emit()
    {
        writer.Raw("/// <summary>The computations of the net, in one class per vector width.</summary>");
        writer.Open($"private abstract class Kernels");
        EmitChoice();
        foreach (var product in plan.Kernels.Products)
        {
            EmitAbstract(product.Summary, RowProductEmitter.SignatureOf(product));
        }

        if (plan.Head?.Narrow is { } head)
        {
            EmitAbstract(head.Summary, NarrowProductEmitter.SignatureOf(head));
        }

        EmitForward();
        if (plan.Spec.Network.Training)
        {
            EmitAbstract("The same, and writes on the tape what the backward pass needs.", RecurrenceEmitter.SignatureOf(plan, tape: true));
        }

        foreach (bool tape in plan.PairedPasses)
        {
            if (!tape && plan.PairsUnread)
            {
                EmitUnread(ChainText.Pair, "Runs steps of two layers");
                continue;
            }

            writer.Summary("Runs steps of two layers: one after the other, where there are no registers for both in one loop.");
            writer.Raw($"public virtual {RecurrenceEmitter.SignatureOf(plan, tape, pair: true).Declaration()}");
            writer.Open();
            foreach (var layer in ChainText.Pair)
            {
                var alone = RecurrenceEmitter.SignatureOf(plan, tape);
                string call = alone.Call([("steps", "steps"), .. alone.Parameters.Select(parameter => (parameter.Name, layer.Name(parameter.Name)))]);
                writer.Raw($"{call};");
            }

            writer.Close();
        }

        foreach (var step in plan.Kernels.Steps)
        {
            EmitAbstract("Runs one step of a stream, in place.", StepKernelEmitter.SignatureOf(plan, step));
        }

        if (plan.UsesAgents)
        {
            writer.Summary("The number of agents, or of sequences, that StepAgents runs at once.");
            writer.Raw("public virtual int Agents => 0;");
            writer.Summary("The number of agents that it takes for StepAgents to be faster than one after the other.");
            writer.Raw("public virtual int FewestAgents => int.MaxValue;");
            foreach (var input in plan.Kernels.AgentInputs)
            {
                writer.Summary("Runs one step of a layer for a group of agents: each element of an input or a state is a row of agents.");
                writer.Raw($"public virtual {AgentStepEmitter.SignatureOf(plan, input).Declaration()} => throw new NotSupportedException();");
            }
        }

        if (plan.Spec.Network.Training)
        {
            EmitAbstract("Runs one direction of a layer backwards over its steps.", BackwardEmitter.SignatureOf(plan));
        }

        foreach (var gradient in plan.Kernels.WeightGradients)
        {
            EmitAbstract(gradient.Summary, WeightGradientEmitter.SignatureOf(gradient));
        }

        int sums = plan.Widths.Max(width => width.StoredLanes);
        if (sums > 0)
        {
            EmitRow("SumsRow", "The sums of a product, aligned, and half of its partial sums.", $"({2 * sums} + StackMemory.Slack)");
        }

        if (plan.Kernels.Steps.Count > 0)
        {
            if (plan.Widths.Any(width => width.Alternates))
            {
                writer.Raw("\n/// <summary>Whether the next step of a stream visits the panels of a matrix in reverse.</summary>\nprotected bool Odd;");
            }

            EmitRow("GateRow", "The projected input of a step, on the stack.", "GateLanes");
            EmitRow("StateRow", "The new state of a step, on the stack.", "StateStride");
            if (plan.Step.Carried.Count > 0)
            {
                EmitRow("CarriedRow", "What goes from phase to phase of a step, on the stack.", "CarriedLength");
            }
        }

        writer.Close();
    }

    private void EmitForward()
    {
        const string summary = "Runs one direction of a layer over its steps";
        if (plan.MayLeaveTapeUnread)
        {
            EmitUnread(ChainText.Of(plan), summary);
        }
        else
        {
            EmitAbstract(summary + ".", RecurrenceEmitter.SignatureOf(plan, tape: false));
        }
    }

    /// <summary>A forward pass without a tape, as that with a tape of one step that nobody reads.</summary>
    private void EmitUnread(IReadOnlyList<ChainText> directions, string summary)
    {
        bool pair = directions == ChainText.Pair;
        writer.Summary(summary + ": with a tape of one step, which nobody reads.");
        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Raw($"public virtual {RecurrenceEmitter.SignatureOf(plan, tape: false, pair).Declaration()}");
        writer.Open();
        writer.Line($"Span<float> memory = stackalloc float[{directions.Count} * TapeStride];");
        writer.Raw("ref float unread = ref MemoryMarshal.GetReference(memory);");
        string call = RecurrenceEmitter.SignatureOf(plan, tape: true, pair).HandOn(
        [
            .. directions.Select((direction, index) => (direction.Name("tape"), VectorText.Element("unread", new Offset(null, index * plan.TapeStride)))),
            .. directions.Select(direction => (direction.Name("tapeStep"), "0")),
        ]);
        writer.Raw($"{call};");
        writer.Close();
    }

    private void EmitRow(string name, string summary, string length) => writer.Raw($$"""

        /// <summary>{{summary}}</summary>
        [StructLayout(LayoutKind.Sequential, Size = {{length}} * sizeof(float))]
        protected struct {{name}}
        {
        }
        """);

    /// <summary>The class for a width, where the machine has what it needs.</summary>
    private void EmitChoice()
    {
        writer.Raw("/// <summary>The kernels of a width.</summary>");
        writer.Open($"public static Kernels Of(VectorWidth width)");
        foreach (var target in plan.Widths.Select(width => width.Profile.Target).Where(target => !target.IsPlain))
        {
            string supported = string.Join(" || ", target.InstructionSets.Select(set => set + ".IsSupported"));
            supported = target.InstructionSets.Count > 1 ? $"({supported})" : supported;
            writer.Open($"if (width == VectorWidth.Bits{target.Bits} && {supported})");
            writer.Raw($"return {target.Name}Kernels.Instance;");
            writer.Close();
            writer.Line();
        }

        writer.Raw("return PlainKernels.Instance;");
        writer.Close();
    }

    private void EmitAbstract(string summary, Signature signature)
    {
        writer.Summary(summary);
        writer.Raw($"public abstract {signature.Declaration()};");
    }
}
