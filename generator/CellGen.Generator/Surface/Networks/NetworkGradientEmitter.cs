using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits the backward pass of a net of several layers, as it is derived from the forward one.</summary>
internal sealed class NetworkGradientEmitter(CodeWriter writer, NetworkPlan plan)
{
    private readonly NetworkArguments _arguments = new(new EntryEmitter(writer, NetFace.Of(plan)));

    public void Emit()
    {
        string inputGradient = plan.Spec.Tokens is null ? "ref float inputGradient, bool wantsInput, " : "";
        writer.OpenMember(
            "Runs sequences backwards through the layers; their rows are any distance apart.",
            "private void RunBackward(",
            $"    {_arguments.Parameters(output => output.Gradient)},",
            $"    {inputGradient}int steps, ReadOnlySpan<int> lengths, Span<State> stateGradients, Gradient gradient, NetworkMemory tape)");
        if (plan.Layers.Any(layer => layer.Spec.OneRow))
        {
            writer.Raw("var ones = tape.Ones(lengths.Length);");
        }

        var read = new HashSet<Rows>(plan.Backward.Where(stage => stage.Operation.ReadsForward).Select(stage => stage.Of!.Rows));
        foreach (var layer in plan.Layers.Where(layer => layer.Rows >= 0))
        {
            if (read.Any(rows => rows.Layer == layer.Index))
            {
                writer.Raw(Invariant($"ref float {layer.Local} = ref tape.Rows({layer.Rows});"));
            }

            writer.Raw(Invariant($"ref float {RowsText.GradientOf(layer)} = ref tape.Gradient({layer.Rows});"));
        }

        writer.Line();
        new BatchStageEmitter(writer, plan, "tape", "stateGradients").Emit(plan.Backward);
        writer.End();
    }
}
