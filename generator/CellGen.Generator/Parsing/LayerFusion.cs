using CellGen.Generator.Model;

namespace CellGen.Generator.Parsing;

/// <summary>
/// A linear head that alone reads a cell becomes one layer with it: the kernels of cells end with such a head, and a net of one
/// cell and one head is the same whether others are around it.
/// </summary>
internal static class LayerFusion
{
    public static IReadOnlyList<LayerSpec> Fuse(IReadOnlyList<LayerSpec> layers)
    {
        var result = layers.ToList();
        for (int i = result.Count - 1; i > 0; i--)
        {
            var head = result[i];
            int read = head.Sources.First();
            if (head is { Kind: LayerKind.Dense, Output: not null, Cell.Nonlinearity: Nonlinearity.Identity } && read >= 0)
            {
                bool oneRow = result[read].Kind is LayerKind.Last or LayerKind.Mean;
                int cell = oneRow ? result[read].Sources.First() : read;
                int readers = result.Count(layer => layer.Sources.Contains(cell));
                if (cell >= 0 && readers == 1 && result[cell] is { Kind: LayerKind.Cell, Output: null } above && (!oneRow || cell == read - 1))
                {
                    Replace(result, cell, i, With(above, head, oneRow ? result[read].Kind : null));
                    i = Math.Min(i, result.Count);
                }
            }
        }

        return result;
    }

    private static LayerSpec With(LayerSpec cell, LayerSpec head, LayerKind? over) => cell with
    {
        Size = head.Size,
        Head = new HeadSpec(
            head.Size,
            over switch { LayerKind.Last => HeadInput.LastState, LayerKind.Mean => HeadInput.MeanState, _ => HeadInput.EveryStep },
            head.Cell!.Bias,
            head.LogSoftmax),
        HeadName = head.TensorName,
        Output = head.Output,
        OneRow = head.OneRow,
    };

    /// <summary>Puts the whole in the place of the head, so that the outputs keep their order, and takes the cell and what was between away.</summary>
    private static void Replace(List<LayerSpec> layers, int cell, int head, LayerSpec whole)
    {
        int removed = head - cell;
        layers[head] = whole;
        layers.RemoveRange(cell, removed);
        int Moved(int source) => source < cell ? source : source - removed;
        for (int i = 0; i < layers.Count; i++)
        {
            layers[i] = layers[i] with { Sources = new EquatableArray<int>([.. layers[i].Sources.Select(Moved)]) };
        }
    }
}
