using CellGen.Generator.Flow;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>
/// Emits a step of a net of several layers, and StepMany: a group of agents at a time. What goes from layer to layer is on the stack.
/// </summary>
internal sealed class NetworkStepEmitter(CodeWriter writer, NetworkPlan plan)
{
    /// <summary>The most floats of rows that are taken from the stack.</summary>
    private const int MostFloats = 16 * 1024;

    /// <summary>The most agents of a group: several times the lanes of the widest vectors.</summary>
    private const int MostAgents = 64;

    private readonly EntryEmitter _entry = new(writer, NetFace.Of(plan));

    private int Group => Math.Min(MostAgents, Math.Max(1, MostFloats / Math.Max(1, plan.StackFloats)));

    public void EmitStep()
    {
        _entry.OpenStep();
        EmitMemory("StepRows");
        int place = 0;
        var stages = new StepStageEmitter(writer, plan, isMany: false);
        foreach (var layer in plan.Layers)
        {
            EmitRows(layer, ref place, agents: 1);
            plan.Forward.Where(stage => stage.Layer == layer.Index).ToList().ForEach(stages.Emit);
        }

        writer.End();
        EmitType("StepRows", "a step", agents: 1);
    }

    public void EmitStepMany()
    {
        _entry.OpenStepMany();
        EmitMemory("GroupRows");
        int place = 0;
        foreach (var layer in plan.Layers)
        {
            EmitRows(layer, ref place, Group);
        }

        writer.Open($"for (int firstAgent = 0; firstAgent < states.Length; firstAgent += {Group})");
        writer.Raw(Invariant($"int agentCount = Math.Min({Group}, states.Length - firstAgent);\nvar group = states.Slice(firstAgent, agentCount);"));
        plan.Forward.ToList().ForEach(new StepStageEmitter(writer, plan, isMany: true).Emit);
        writer.Close();
        writer.End();
        EmitType("GroupRows", "a step of a group of agents", Group);
    }

    /// <summary>The rows of all layers.</summary>
    private void EmitMemory(string type)
    {
        if (plan.StackFloats > 0)
        {
            writer.Raw($"Unsafe.SkipInit(out {type} memory);\nref float rows = ref StackMemory.Align(ref Unsafe.As<{type}, float>(ref memory));");
        }
    }

    /// <summary>Those of a layer, where they are not somebody else's; of one agent without their padding.</summary>
    private void EmitRows(LayerPlan layer, ref int place, int agents)
    {
        if (layer.StackFloats > 0)
        {
            int length = agents == 1 ? layer.Spec.Size : layer.StackFloats * agents;
            writer.Raw(Invariant($"var {layer.Local} = MemoryMarshal.CreateSpan(ref {(place == 0 ? "rows" : Invariant($"Floats.At(ref rows, {place})"))}, {length});"));
            place += layer.StackFloats * agents;
        }
    }

    private void EmitType(string type, string of, int agents)
    {
        if (plan.StackFloats > 0)
        {
            writer.Raw(Invariant($$"""
                /// <summary>What goes from layer to layer in {{of}}.</summary>
                [StructLayout(LayoutKind.Sequential, Size = ({{plan.StackFloats * agents}} + StackMemory.Slack) * sizeof(float))]
                private struct {{type}} { }

                """));
        }
    }
}
