using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>Emits the transposition of the weights that Backward multiplies with: once for all sequences of a call.</summary>
internal sealed class TransposedWeightsEmitter(CodeWriter writer, NetPlan plan)
{
    private bool IsDense => plan.Spec.Tokens is null;

    private bool HasUpperLayers => plan.Spec.Cell.Layers > 1;

    private bool HasHead => plan.Head is { IsNarrow: false };

    /// <summary>Whether there is one layer of one direction.</summary>
    private bool IsOne => plan.Spec.Cell is { Layers: 1, Bidirectional: false };

    private string Recurrence => IsOne ? "0" : "(layer * DirectionCount) + direction";

    private bool HasLayers => plan.HasInputGradient || HasUpperLayers || plan.Matrices.Count > 0;

    /// <summary>Whether a net multiplies with a transposed matrix.</summary>
    private bool IsNeeded => HasLayers || HasHead;

    /// <summary>The statement that calls it; empty where it is not needed.</summary>
    public string Call(string wantsInput) => IsNeeded ? $"TransposeWeights(tape{(IsDense ? ", " + wantsInput : "")});" : "";

    public void Emit()
    {
        if (!IsNeeded)
        {
            return;
        }

        writer.OpenMember(
            "Transposes what Backward multiplies with. The last layer, which comes first there, is the last here: still in a cache.",
            $"private void TransposeWeights(SequenceMemory tape{(IsDense ? ", bool wantsInput" : "")})");
        if (HasLayers)
        {
            EmitLayers();
        }

        if (HasHead)
        {
            writer.Raw("Layout.HeadMatrix.Transpose(ref _parameters.At(HeadOffset), ref tape.TransposedHead);");
        }

        writer.End();
    }

    private void EmitLayers()
    {
        if (!IsOne)
        {
            writer.Open($"for (int layer = 0; layer < LayerCount; layer++)");
            writer.Open($"for (int direction = 0; direction < DirectionCount; direction++)");
            writer.Raw($"int offset = {LayerText.Offset(plan.Spec.Cell, "layer", "direction")};");
        }

        EmitInput();
        EmitRecurrent();
        if (!IsOne)
        {
            writer.Close();
            writer.Close();
        }
    }

    private void EmitInput()
    {
        string condition = IsDense ? "if (wantsInput)" : "";
        if (HasUpperLayers)
        {
            EmitTranspose("if (layer > 0)", "LayerMatrix");
            condition = ("else " + condition).TrimEnd();
        }

        if (plan.HasInputGradient)
        {
            EmitTranspose(condition, "InputMatrix");
        }

        if (HasUpperLayers || plan.HasInputGradient)
        {
            writer.Line();
        }
    }

    private void EmitTranspose(string condition, string matrix)
    {
        string statement = $"Layout.{matrix}.Transpose(ref _parameters.At({(IsOne ? "0" : "offset")}), ref tape.TransposedInput({Recurrence}));";
        writer.Raw(condition.Length == 0 ? statement : $"{condition}\n{{\n    {statement}\n}}");
    }

    private void EmitRecurrent()
    {
        foreach (var matrix in plan.Matrices)
        {
            string weights = (IsOne ? "" : "offset + ") + LayerText.InputPart(plan.Spec.Cell, "layer") + (matrix.Weights.Offset == 0 ? "" : FormattableString.Invariant($" + {matrix.Weights.Offset}"));
            writer.Raw($"Layout.{matrix.Product.Name}Matrix.Transpose(ref _parameters.At({weights}), ref {MemoryText.Of(new($"tape.TransposedRecurrent({Recurrence})", matrix.Transposed.Offset))});");
        }
    }
}
