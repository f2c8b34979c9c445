using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>
/// Emits StepMany of a dense layer: it has no state, and so agents are rows as the steps of a sequence are, which share each weight
/// that is loaded.
/// </summary>
internal sealed class DenseManyEmitter(CodeWriter writer, NetPlan plan)
{
    /// <summary>The most floats of scratch memory that are taken from the stack.</summary>
    private const int MostFloats = 16 * 1024;

    private readonly ModelSpec _spec = plan.Spec;

    /// <summary>Whether several agents at once have room, and share weights: tokens select columns.</summary>
    private bool HasRows => _spec.Tokens is null && plan.ChunkSteps * plan.Gates.Lanes <= MostFloats;

    public void Emit()
    {
        new EntryEmitter(writer, NetFace.Of(plan)).OpenStepMany();
        writer.Raw("int agent = 0;");
        if (HasRows)
        {
            EmitRows();
        }

        writer.Raw("Unsafe.SkipInit(out State none);");
        writer.Block(
            $"for (; agent < count; agent++)",
            $"Step({(_spec.Tokens is null ? "input.Slice(agent * inputStep, InputSize)" : "tokens[agent * tokensStep]")}, output.Slice(agent * outputStep, OutputSize), ref none);");
        writer.End();
    }

    private void EmitRows()
    {
        writer.Raw("""
            Unsafe.SkipInit(out ManyRows memory);
            ref float projected = ref StackMemory.Align(ref Unsafe.As<ManyRows, float>(ref memory));
            ref float h = ref Floats.At(ref projected, ChunkSteps * GateLanes);
            """);
        bool taped = plan.MayLeaveTapeUnread;
        if (taped)
        {
            writer.Raw("ref float taped = ref Floats.At(ref h, StateStride);");
        }

        writer.Open($"for (int rows; (rows = Math.Min(ChunkSteps, count - agent)) > 1; agent += rows)");
        writer.Raw("ref float first = ref Floats.At(ref MemoryMarshal.GetReference(input), agent * inputStep);");
        writer.Block($"if (Denormals.AnyTiny(ref first, inputStep, rows, InputSize))", "break;");
        writer.Line();
        var (product, columns) = SharedKernelText.InputProduct(plan.Kernels, KernelName.ProjectInput);
        string project = product.Call(
            ("columns", columns), ("weights", "_parameters.At(0)"), ("biases", "_parameters.At(InputWeightLength)"), ("input", "first"), ("inputStep", "inputStep"),
            ("output", "projected"), ("outputStep", "GateLanes"), ("rows", "rows"));
        string apply = RecurrenceSignature.Of(plan, taped).Call(
            ("projected", "projected"), ("projectedStep", "GateLanes"), ("h", "h"), ("stateStep", "0"),
            ("output", "Floats.At(ref MemoryMarshal.GetReference(output), agent * outputStep)"), ("outputStep", "outputStep"),
            ("tape", "taped"), ("tapeStep", "0"), ("steps", "rows"));
        writer.Raw($"_kernels.{project};\n_kernels.{apply};");
        writer.End();
    }

    /// <summary>The memory of those rows.</summary>
    public void EmitMemory()
    {
        if (HasRows)
        {
            writer.Raw($$"""

                /// <summary>The products of some agents, a row of outputs, and a step of the tape, which nobody reads.</summary>
                [StructLayout(LayoutKind.Sequential, Size = ((ChunkSteps * GateLanes) + StateStride{{(plan.MayLeaveTapeUnread ? " + TapeStride" : "")}} + StackMemory.Slack) * sizeof(float))]
                private struct ManyRows { }
                """);
        }
    }
}
