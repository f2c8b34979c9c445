using CellGen.Generator.Networks;
using static System.FormattableString;

namespace CellGen.Generator.Descriptions;

/// <summary>Operations on rows as text for people, a line each.</summary>
/// <param name="nameOf">What the rows of a layer are called; −1 is the input.</param>
internal sealed class StageText(Func<int, string> nameOf)
{
    /// <summary>A title and the operations.</summary>
    public string Of(string title, IReadOnlyList<Stage> stages) =>
        $"\n{title}{(stages.Count == 0 ? ": none" : "")}{string.Concat(stages.Select(stage => $"\n  {Of(stage)}"))}";

    private string Of(Stage stage)
    {
        string read = stage.Of is { } forward && stage.Operation.ReadsForward ? $"{Name(forward)}, {Name(stage.Source)}" : Name(stage.Source);
        return $"{(stage.Target is null ? "" : Name(stage.Target) + " = ")}{stage.Operation.Batch.Replace("Joins.", "")}({read}){(stage.IfWanted ? ", if it is wanted" : "")}";
    }

    private string Name(Columns columns)
    {
        string layer = nameOf(columns.Rows.Layer);
        string name = columns.Rows.Kind switch
        {
            RowsKind.Values => layer,
            RowsKind.Output => $"user's {layer}",
            RowsKind.Gradient => $"d {layer}",
            RowsKind.OutputGradient => $"user's d {layer}",
            _ => "scratch",
        };
        return columns.Count == columns.Rows.Size ? name : Invariant($"{name}[{columns.First}..{columns.First + columns.Count}]");
    }
}
