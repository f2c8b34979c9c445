using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits Workspace: the scratch memory of Forward.</summary>
internal sealed class WorkspaceEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;

    /// <summary>The size of the longest row that a layer reads or writes.</summary>
    private int RowSize => Math.Max(_spec.Cell.Input, _spec.Cell.Directions * _spec.Cell.StateSize);

    public void Emit()
    {
        int states = plan.Step.Cell.States.Count;
        bool outputs = _spec.Head is not null || _spec.Cell.Layers > 1;
        var parts = new MemoryParts();
        parts.Add("Projected", MemoryEmitter.ForwardAtOnce(plan, tape: false) + "ChunkSteps * GateLanes", "The input products of a chunk of steps.");
        parts.Add("States", Invariant($"{MemoryEmitter.ForwardAtOnce(plan, tape: false)}{states} * (ChunkSteps + 1) * StateStride"), null);
        if (plan.Step.Carried.Count > 0)
        {
            parts.Add("Carried", MemoryEmitter.AtOnce(plan) + "CarriedLength", "What goes from phase to phase of a step.");
        }

        if (outputs)
        {
            parts.Add("Outputs", Invariant($"{Math.Min(2, _spec.Cell.Layers)} * {MemoryEmitter.Rows("LayerOutputSize")}"), null);
        }

        AddShared(parts, _spec, recorded: false);
        if (plan.RunsBatchLanes)
        {
            parts.Add("GroupRows", Invariant($"2 * maxSteps * groupLanes * {RowSize}"), null);
            parts.Add("GroupStates", Invariant($"groupLanes * {states} * HiddenSize"), null);
            parts.Add("GroupSums", Invariant($"groupLanes * {plan.Agents[0].SumRows}"), "The sums of a block of units of a group of sequences.");
        }

        writer.Raw("/// <summary>The scratch memory of Forward, allocated once. Not for two threads at a time.</summary>");
        writer.Open($"public sealed class Workspace");
        MemoryEmitter.EmitFields(writer, parts);
        string side = plan.RunsBatchLanes ? "With memory for them, neighbours of one length run side by side, which takes less time." : "The same memory serves them all.";
        writer.Raw($"""
            /// <summary>Allocates the workspace.</summary>
            /// <param name="maxSteps">The longest sequence that it will be used for, at least 1.</param>
            /// <param name="batchSize">
            /// The number of sequences of the batches that it is meant for, at least 1; it can be used for any. {side}
            /// </param>
            /// <exception cref="ArgumentOutOfRangeException">One is below 1 or more than is possible; the message says how many are.</exception>
            """);
        MemoryEmitter.OpenConstructors(writer, "Workspace", "MaxSteps = maxSteps;");
        if (plan.RunsBatchLanes)
        {
            var widths = plan.Agents;
            writer.Raw(Invariant($"""
                HoldsGroup = batchSize >= {widths.Min(agents => agents.FewestAgents)};
                long groupLanes = HoldsGroup ? {widths.Max(agents => agents.Agents)} : 0;
                """));
        }

        MemoryEmitter.EmitLayout(writer, parts.Scratch);
        MemoryEmitter.CloseConstructors(writer, "Workspace");
        writer.Raw("""
            /// <summary>The longest sequence that it can be used for.</summary>
            public int MaxSteps { get; }

            """);
        MemoryEmitter.EmitAccessors(writer, parts);
        writer.Raw("""
            /// <summary>The rows of a state within a chunk of steps.</summary>
            internal ref float StateRows(int state) => ref _memory.At(_states + ((nint)state * (ChunkSteps + 1) * StateStride));
            """);
        if (plan.RunsBatchLanes)
        {
            writer.Raw(Invariant($$"""

                /// <summary>Whether there is memory for a group of sequences.</summary>
                internal bool HoldsGroup { get; }

                /// <summary>The rows of lanes that layers read and write, [T × size × lanes]; layers take turns.</summary>
                internal ref float GroupRows(int index) => ref _memory.At(_groupRows + ((index & 1) * (_groupStates - _groupRows) / 2));

                /// <summary>The first state of a layer, [HiddenSize × lanes].</summary>
                internal ref float GroupState(int state) => ref _memory.At(_groupStates + (state * (_groupSums - _groupStates) / {{states}}));
                """));
        }

        if (outputs)
        {
            writer.Line();
            writer.Raw("/// <summary>The outputs of a layer, [T × LayerOutputSize]; layers take turns.</summary>");
            writer.Raw(_spec.Cell.Layers > 1
                ? $"internal ref float LayerOutput(int layer) => ref _memory.At(_outputs + ((layer & 1) * (nint){MemoryEmitter.Rows("LayerOutputSize", "(long)MaxSteps")}));"
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
            parts.Add("Directions", "maxSteps * DirectionsStep", "The outputs of both directions, before they are added.");
        }

        if (spec.Tokens is null)
        {
            parts.Add("CleanInput", MemoryEmitter.Rows("InputSize"), "The input without tiny values, where it has some.");
        }

        if (spec.IsEmbedded)
        {
            parts.Add("Embedded", "maxSteps * InputSize", "The embeddings of the tokens.", recorded);
        }

        if (spec.OneRow)
        {
            parts.Add("HeadInput", "LayerOutputSize", "What the head reads.", recorded);
        }

        if (spec.Head is { ReadsInput: true })
        {
            parts.Add("HeadRows", "maxSteps * HeadColumns", "What the head reads: each step's input and the state before it.", recorded);
        }
    }
}
