using CellGen.Generator.Networks;

namespace CellGen.Generator.Planning;

/// <summary>
/// The memory of the rows between the layers of a net: rows that no two operations need at once lie in the same. Rows are needed from
/// the first operation that writes them to the last that reads them; what the backward pass reads again, a tape keeps.
/// </summary>
/// <param name="Pieces">The memory: of so many values a step, or a sequence.</param>
internal sealed record RowMemory(IReadOnlyList<(int Size, bool OneRow)> Pieces)
{
    /// <summary>The piece in which the rows of each layer lie that has some.</summary>
    public IReadOnlyList<int> Values { get; private init; } = [];

    /// <summary>The same of their gradients.</summary>
    public IReadOnlyList<int> Gradients { get; private init; } = [];

    /// <summary>Without a tape: rows are needed within the forward pass alone.</summary>
    public static RowMemory OfWorkspace(NetworkPlan plan)
    {
        List<(int Size, bool OneRow)> pieces = [];
        var values = Share(plan, RowsKind.Values, plan.Forward, pieces);
        return new(pieces) { Values = values };
    }

    /// <summary>With one: the rows stay, and their gradients are needed within the backward pass.</summary>
    public static RowMemory OfTape(NetworkPlan plan)
    {
        List<(int Size, bool OneRow)> pieces = [.. RowsOf(plan).Select(layer => (layer.Spec.Size, layer.Spec.OneRow))];
        List<int> values = [.. Enumerable.Range(0, pieces.Count)];
        return new(pieces) { Values = values, Gradients = Share(plan, RowsKind.Gradient, plan.Backward, pieces) };
    }

    private static IEnumerable<LayerPlan> RowsOf(NetworkPlan plan) => plan.Layers.Where(layer => layer.Rows >= 0).OrderBy(layer => layer.Rows);

    /// <summary>Adds the pieces that some rows need; returns which each has. Of those that are free, each takes the one that need grow least.</summary>
    private static List<int> Share(NetworkPlan plan, RowsKind kind, IReadOnlyList<Stage> stages, List<(int Size, bool OneRow)> pieces)
    {
        var busyUntil = new Dictionary<int, int>();
        var pieceOf = new Dictionary<LayerPlan, int>();
        var rows = RowsOf(plan).Select(layer => (Layer: layer, Needed: Needed(stages, kind, layer.Index))).ToList();
        foreach (var (layer, (first, last)) in rows.OrderBy(each => each.Needed.First))
        {
            var free = busyUntil.Where(each => each.Value < first && pieces[each.Key].OneRow == layer.Spec.OneRow).Select(each => each.Key).ToList();
            int piece = pieces.Count;
            if (free.Count > 0)
            {
                piece = free.OrderBy(each => Math.Max(0, layer.Spec.Size - pieces[each].Size)).ThenBy(each => pieces[each].Size).First();
                pieces[piece] = (Math.Max(pieces[piece].Size, layer.Spec.Size), layer.Spec.OneRow);
            }
            else
            {
                pieces.Add((layer.Spec.Size, layer.Spec.OneRow));
            }

            busyUntil[piece] = last;
            pieceOf[layer] = piece;
        }

        return [.. rows.Select(each => pieceOf[each.Layer])];
    }

    /// <summary>The first and the last operation that need the rows of a layer; rows that none needs have a piece, and keep it from nobody.</summary>
    private static (int First, int Last) Needed(IReadOnlyList<Stage> stages, RowsKind kind, int layer)
    {
        bool Is(Columns? columns) => columns is not null && columns.Rows.Kind == kind && columns.Rows.Layer == layer;
        List<int> needing = [.. Enumerable.Range(0, stages.Count).Where(i => Is(stages[i].Source) || Is(stages[i].Target))];
        return needing.Count > 0 ? (needing[0], needing[needing.Count - 1]) : (stages.Count, -1);
    }
}
