using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>Emits what a layer of a net has of its own, and a net of one stack in public: its sizes, and its state.</summary>
internal sealed class PartEmitter(CodeWriter writer, NetPlan plan)
{
    public void EmitConstants()
    {
        var spec = plan.Spec;
        Emit("InputSize", spec.Cell.Input);
        Emit("HiddenSize", spec.Cell.Hidden);
        Emit("OutputSize", spec.OutputSize);
        Emit("LayerCount", spec.Cell.Layers);
        Emit("DirectionCount", spec.Cell.Directions);
        if (spec.Tokens is { } tokens)
        {
            Emit("VocabularySize", tokens.Vocabulary);
        }
    }

    public void EmitState()
    {
        bool shared = plan.Spec.Part!.StateFloats > 0;
        writer.Line();
        writer.Raw(shared
            ? "/// <summary>The state of the layer, where it lies in a State of the net: as far from the next as that.</summary>"
            : "/// <summary>Where the output of a step is, and no more: the layer has no state.</summary>");
        writer.Raw($"[StructLayout(LayoutKind.Sequential, Size = {FormattableString.Invariant($"{plan.PitchOfStates}")} * sizeof(float))]");
        writer.Open($"public struct State");
        new CellStateEmitter(writer, plan).EmitParts(isPublic: false);
        writer.Close();
    }

    private void Emit(string name, int value) => writer.Line($"public const int {name} = {value};");
}
