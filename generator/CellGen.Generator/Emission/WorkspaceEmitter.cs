using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits Workspace: the scratch memory of Forward.</summary>
internal sealed class WorkspaceEmitter(CodeWriter writer, ModelPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;

    public void Emit()
    {
        int states = plan.Step.Cell.States.Count;
        bool outputs = _spec.Head is not null || _spec.Cell.Layers > 1;
        var parts = new MemoryParts();
        parts.Add("Projected", plan.ForwardAtOnce(tape: false) + "ChunkSteps * GateLanes", "The input products of a chunk of steps.");
        parts.Add("States", Invariant($"{plan.ForwardAtOnce(tape: false)}{states} * (ChunkSteps + 1) * StateStride"), null);
        if (plan.Step.Carried.Count > 0)
        {
            parts.Add("Carried", plan.AtOnce + "CarriedLength", "What goes from phase to phase of a step.");
        }

        if (outputs)
        {
            parts.Add("Outputs", Invariant($"{Math.Min(2, _spec.Cell.Layers)} * {MemoryEmitter.Rows("LayerOutputSize")}"), null);
        }

        AddShared(parts, _spec, recorded: false);
        writer.Raw("/// <summary>The scratch memory of Forward, allocated once. Not for two threads at a time.</summary>");
        writer.Open($"public sealed class Workspace");
        MemoryEmitter.EmitFields(writer, parts);
        writer.Raw("""
            /// <summary>Allocates the workspace.</summary>
            /// <param name="maxSteps">The longest sequence that it will be used for, at least 1.</param>
            /// <exception cref="ArgumentOutOfRangeException">It is below 1, or too large for one array.</exception>
            public Workspace(int maxSteps)
            """);
        writer.Open();
        writer.Raw("""
            ArgumentOutOfRangeException.ThrowIfLessThan(maxSteps, 1);
            MaxSteps = maxSteps;
            long length = 0;
            """);
        MemoryEmitter.EmitLayout(writer, parts.Scratch);
        writer.Raw("_memory = new AlignedBuffer(length);");
        writer.Close();
        writer.Raw("""

            /// <summary>The longest sequence that it can be used for.</summary>
            public int MaxSteps { get; }

            """);
        MemoryEmitter.EmitAccessors(writer, parts);
        writer.Raw("""
            /// <summary>The rows of a state within a chunk of steps.</summary>
            internal ref float StateRows(int state) => ref _memory.At(_states + ((nint)state * (ChunkSteps + 1) * StateStride));
            """);
        if (outputs)
        {
            writer.Line();
            writer.Raw("/// <summary>The outputs of a layer, [T × LayerOutputSize]; layers take turns.</summary>");
            writer.Raw(_spec.Cell.Layers > 1
                ? $"internal ref float LayerOutput(int layer) => ref _memory.At(_outputs + ((layer & 1) * (nint){MemoryEmitter.Rows("LayerOutputSize", "MaxSteps")}));"
                : "internal ref float LayerOutput(int layer) => ref _memory.At(_outputs);");
        }

        writer.Close();
        writer.Line();
    }

    /// <summary>The parts that a workspace and a tape have alike.</summary>
    public static void AddShared(MemoryParts parts, ModelSpec spec, bool recorded)
    {
        if (spec.Cell.SumsDirections)
        {
            parts.Add("Directions", MemoryEmitter.Rows("DirectionsStep"), "The outputs of both directions, before they are added.");
        }

        if (spec.IsEmbedded)
        {
            parts.Add("Embedded", MemoryEmitter.Rows("InputSize"), "The embeddings of the tokens.", recorded);
        }

        if (spec.OneRow)
        {
            parts.Add("HeadInput", "LayerOutputSize", "What the head reads.", recorded);
        }

        if (spec.Head is { ReadsInput: true })
        {
            parts.Add("HeadRows", MemoryEmitter.Rows("HeadColumns"), "What the head reads: each step's input and the state before it.", recorded);
        }
    }
}
