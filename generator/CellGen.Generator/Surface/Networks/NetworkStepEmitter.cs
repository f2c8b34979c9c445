using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits a step of a net of several layers; what goes from layer to layer is on the stack.</summary>
internal sealed class NetworkStepEmitter(CodeWriter writer, NetworkPlan plan)
{
    public void Emit()
    {
        new EntryEmitter(writer, NetFace.Of(plan)).OpenStep();
        int floats = plan.StackFloats;
        if (floats > 0)
        {
            writer.Raw("Unsafe.SkipInit(out StepRows memory);\nref float rows = ref StackMemory.Align(ref Unsafe.As<StepRows, float>(ref memory));");
        }

        int place = 0;
        var stages = new StepStageEmitter(writer, plan, isMany: false);
        foreach (var layer in plan.Layers)
        {
            if (layer.StackFloats > 0)
            {
                writer.Raw(Invariant($"var {layer.Local} = MemoryMarshal.CreateSpan(ref {(place == 0 ? "rows" : Invariant($"Floats.At(ref rows, {place})"))}, {layer.Spec.Size});"));
                place += layer.StackFloats;
            }

            plan.Forward.Where(stage => stage.Layer == layer.Index).ToList().ForEach(stages.Emit);
        }

        writer.End();
        if (floats > 0)
        {
            writer.Raw(Invariant($$"""
                /// <summary>What goes from layer to layer in a step.</summary>
                [StructLayout(LayoutKind.Sequential, Size = ({{floats}} + StackMemory.Slack) * sizeof(float))]
                private struct StepRows { }

                """));
        }
    }
}
