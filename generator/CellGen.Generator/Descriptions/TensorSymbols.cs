using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Descriptions;

/// <summary>The symbols of a stack's equations: their shapes, and the tensors that hold their values.</summary>
internal static class TensorSymbols
{
    /// <summary>A line for all symbols of a kind and shape, of all layers and directions together.</summary>
    /// <param name="plan">The stack.</param>
    /// <param name="nameOf">The name of a tensor in the whole net.</param>
    public static IEnumerable<string> Of(NetPlan plan, Func<TensorPlan, string> nameOf)
    {
        var cell = plan.Spec.Cell;
        if (!cell.IsDense || plan.Spec.Tokens is not null)
        {
            yield return Input(plan);
        }

        if (!cell.IsDense)
        {
            var values = plan.Step.Cell.Definitions.Concat(plan.Step.Cell.States.Select(update => update.State)).Where(value => !value.Name!.EndsWith("'", StringComparison.Ordinal));
            foreach (var size in values.GroupBy(value => plan.SizeOf(Phases.UnitsOf(value))))
            {
                yield return Invariant($"{string.Join(", ", size.Select(value => value.Name))} [{size.Key}]");
            }
        }

        foreach (var tensors in plan.Parameters.Tensors
            .GroupBy(tensor => SymbolsOf(plan, tensor))
            .SelectMany(same => same.GroupBy(tensor => (Names: same.Key, tensor.Rows, tensor.Columns))))
        {
            int count = Math.Max(1, tensors.First().Gates.Count);
            string whole = Shape(tensors.Key.Rows, tensors.Key.Columns, cell.Kernel);
            string names = string.Join(", ", tensors.Select(nameOf));
            yield return count == 1 ? $"{tensors.Key.Names} {whole}: {names}" : $"{tensors.Key.Names} {Shape(tensors.Key.Rows / count, tensors.Key.Columns, 0)}: {names} {whole}";
        }
    }

    /// <summary>"[60 × 10]"; of a convolution [outputs × inputs × kernel].</summary>
    public static string Shape(int rows, int columns, int kernel = 0) => columns == 0 ? Invariant($"[{rows}]")
        : kernel > 0 ? Invariant($"[{rows} × {columns / kernel} × {kernel}]")
        : Invariant($"[{rows} × {columns}]");

    private static string Input(NetPlan plan)
    {
        var cell = plan.Spec.Cell;
        string name = cell.IsDense ? "input" : "x";
        string first = plan.Spec switch
        {
            { GathersColumns: true } => Invariant($"{name} [{plan.Spec.InputColumns}], 1 at the token and else 0"),
            { IsEmbedded: true } => Invariant($"{name} [{cell.Input}], the row of E that is the token's"),
            _ => Invariant($"{name} [{cell.Input}]"),
        };
        return cell.Layers == 1 ? first : Invariant($"{first}; above the first layer [{cell.LayerOutput}], what the layer below gives");
    }

    private static string SymbolsOf(NetPlan plan, TensorPlan tensor)
    {
        string Each(string prefix) => string.Join(", ", tensor.Gates.Select(gate => prefix + gate));
        return tensor.Role switch
        {
            "InputWeight" => tensor.Gates.Count == 0 ? "[W_h U_h]" : Each("W_"),
            "InputBias" => tensor.Gates.Count == 0 ? "b_ih" : Each("b_i"),
            "HiddenWeight" => Each("U_"),
            "HiddenBias" => Each("b_h"),
            "ProjectionWeight" => "W_hr",
            "Vector" => plan.Step.Cell.Vectors.First(vector => tensor.Name.StartsWith(vector.Tensor + "_l", StringComparison.Ordinal)).Name!,
            "HeadWeight" => plan.Spec.Cell.IsDense ? "W" : "V",
            "HeadBias" => "b",
            "Embedding" => "E",
            _ => throw new NotSupportedException(tensor.Role),
        };
    }
}
