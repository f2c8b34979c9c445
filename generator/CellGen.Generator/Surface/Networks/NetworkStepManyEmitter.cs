using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits StepMany of a net of several layers: a group of agents at a time, whose rows between the layers fit on the stack.</summary>
internal sealed class NetworkStepManyEmitter(CodeWriter writer, NetworkPlan plan)
{
    /// <summary>The most floats of rows that are taken from the stack.</summary>
    private const int MostFloats = 16 * 1024;

    /// <summary>The most agents of a group: several times the lanes of the widest vectors.</summary>
    private const int MostAgents = 64;

    public void Emit()
    {
        int floats = plan.StackFloats;
        int group = Math.Min(MostAgents, Math.Max(1, MostFloats / Math.Max(1, floats)));
        new EntryEmitter(writer, NetFace.Of(plan)).OpenStepMany();
        if (floats > 0)
        {
            writer.Raw("Unsafe.SkipInit(out GroupRows memory);\nref float rows = ref StackMemory.Align(ref Unsafe.As<GroupRows, float>(ref memory));");
        }

        int place = 0;
        foreach (var layer in plan.Layers.Where(layer => layer.StackFloats > 0))
        {
            int length = layer.StackFloats * group;
            writer.Raw(Invariant($"var {layer.Local} = MemoryMarshal.CreateSpan(ref {(place == 0 ? "rows" : Invariant($"Floats.At(ref rows, {place})"))}, {length});"));
            place += length;
        }

        writer.Open($"for (int firstAgent = 0; firstAgent < states.Length; firstAgent += {group})");
        writer.Raw(Invariant($"int agentCount = Math.Min({group}, states.Length - firstAgent);\nvar group = states.Slice(firstAgent, agentCount);"));
        plan.Forward.ToList().ForEach(new StepStageEmitter(writer, plan, isMany: true).Emit);

        writer.Close();
        writer.End();
        if (floats > 0)
        {
            writer.Raw(Invariant($$"""
                /// <summary>What goes from layer to layer in a step of a group of agents.</summary>
                [StructLayout(LayoutKind.Sequential, Size = ({{floats * group}} + StackMemory.Slack) * sizeof(float))]
                private struct GroupRows { }

                """));
        }
    }
}
