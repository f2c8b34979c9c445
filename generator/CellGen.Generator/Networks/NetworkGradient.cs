namespace CellGen.Generator.Networks;

/// <summary>
/// The backward pass between the layers of a net, derived from its operations as that of a cell is from its equations: from the last
/// to the first, each gives a gradient to what it read. It knows operations by their rows of the table alone, and no kind of layer.
/// </summary>
internal sealed class NetworkGradient
{
    private readonly List<Stage> _stages = [];
    private readonly List<Columns> _written;
    private readonly HashSet<Rows> _dependOnMore;
    private readonly HashSet<Rows> _constants;

    private NetworkGradient(IReadOnlyList<Stage> stages, bool readsTokens, Rows[] given)
    {
        _written = [.. given.Select(rows => rows.Gradient.All)];
        _dependOnMore = [.. given];
        _constants = [.. stages.Where(stage => stage.Operation.Backward is null).Select(stage => stage.Target!.Rows)];
        _constants.UnionWith(stages.Select(stage => stage.Source.Rows).Where(rows => rows.Layer < 0 && readsTokens));
        foreach (var stage in stages)
        {
            if (stage.Operation.Backward?.Invoke().GivesMore == true || _dependOnMore.Contains(stage.Source.Rows))
            {
                _dependOnMore.Add(stage.Target!.Rows);
            }
        }
    }

    /// <summary>The operations of the backward pass.</summary>
    /// <param name="stages">Those of the forward pass.</param>
    /// <param name="readsTokens">Whether the input is tokens, which have no gradient.</param>
    /// <param name="given">Rows whose gradients are there from the start, and are added to.</param>
    public static IReadOnlyList<Stage> Of(IReadOnlyList<Stage> stages, bool readsTokens, params Rows[] given)
    {
        var gradient = new NetworkGradient(stages, readsTokens, given);
        for (int end = stages.Count, first; end > 0; end = first)
        {
            // What a layer does in any order stays in its order, so that gradients are added in that in which it names what it reads.
            first = end - 1;
            while (first > 0 && stages[first - 1].Layer == stages[first].Layer && stages.Take(end).Skip(first).All(stages[first - 1].IsIndependentOf))
            {
                first--;
            }

            stages.Take(end).Skip(first).ToList().ForEach(gradient.Derive);
        }

        return gradient._stages;
    }

    private void Derive(Stage stage)
    {
        if (stage.Operation.Backward is not { } rule)
        {
            return;
        }

        var operation = rule();
        var source = stage.Target!.Of(stage.Target.Rows.Gradient);
        var backward = new Stage(operation, stage.Layer, source, stage.Source.Of(stage.Source.Rows.Gradient))
        {
            Of = operation.IsGradient ? stage.Source : null,
            IfWanted = !_dependOnMore.Contains(stage.Source.Rows),
        };
        if (source.Rows.Kind == RowsKind.Gradient && Written(source) < source.Count)
        {
            Give(new Stage(RowOperation.Clear, stage.Layer, source, source) { IfWanted = !_dependOnMore.Contains(stage.Target.Rows) }, source);
        }

        if (backward.IsInPlace)
        {
            _stages.Add(backward);
        }
        else if (_constants.Contains(stage.Source.Rows))
        {
            _stages.Add(backward with { Target = null, IfWanted = false });
        }
        else
        {
            Give(backward, backward.Target!);
        }
    }

    /// <summary>The first gradient that comes to some columns is written there, a later one added: at once, or beside and then added.</summary>
    private void Give(Stage stage, Columns target)
    {
        int written = Written(target);
        if (written == 0)
        {
            _stages.Add(stage);
            _written.Add(target);
        }
        else if (written < target.Count)
        {
            throw new NotSupportedException($"A gradient comes to columns of layer {target.Rows.Layer} of which only some have one.");
        }
        else if (stage.Operation.Adding is { } adding)
        {
            _stages.Add(stage with { Operation = adding() });
        }
        else
        {
            var beside = target.Of(target.Rows with { Kind = RowsKind.Scratch });
            _stages.Add(stage with { Target = beside });
            _stages.Add(new Stage(RowOperation.Add, stage.Layer, beside, target) { IfWanted = stage.IfWanted });
        }
    }

    /// <summary>How many of these columns have a gradient.</summary>
    private int Written(Columns columns) => _written.Sum(columns.Overlap);
}
