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
    private readonly List<Columns> _constants;
    private readonly List<Stage> _late = [];

    private NetworkGradient(IReadOnlyList<Stage> stages, bool hasNoInputGradient, Rows[] given)
    {
        _written = [.. given.Select(rows => rows.Gradient.All)];
        _dependOnMore = [.. given];
        _constants = [.. stages.Select(stage => stage.Source.Rows).Distinct().Where(rows => rows.Layer < 0 && hasNoInputGradient).Select(rows => rows.All)];
        foreach (var stage in stages.SelectMany(stage => stage.Before.Append(stage)))
        {
            bool givesMore = stage.Operation.Backward?.Invoke().GivesMore == true;
            if (stage.Operation.Backward is null || (IsConstant(stage.Source) && !givesMore))
            {
                _constants.Add(stage.Target!);
            }
            else
            {
                _constants.RemoveAll(columns => columns.Overlap(stage.Target!) > 0);
            }

            if (givesMore || _dependOnMore.Contains(stage.Source.Rows))
            {
                _dependOnMore.Add(stage.Target!.Rows);
            }
        }
    }

    /// <summary>The operations of the backward pass.</summary>
    /// <param name="stages">Those of the forward pass.</param>
    /// <param name="hasNoInputGradient">Whether the input has no gradient, as tokens have none.</param>
    /// <param name="given">Rows whose gradients are there from the start, and are added to.</param>
    public static IReadOnlyList<Stage> Of(IReadOnlyList<Stage> stages, bool hasNoInputGradient, params Rows[] given)
    {
        var gradient = new NetworkGradient(stages, hasNoInputGradient, given);
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
        if (source.Rows.Kind == RowsKind.Gradient && Written(source) == 0 && !operation.GivesMore)
        {
            // Nothing came to it, and nothing else comes of it.
            return;
        }

        var backward = new Stage(operation, stage.Layer, source, stage.Source.Of(stage.Source.Rows.Gradient))
        {
            Of = operation.IsGradient ? stage.Source : null,
            IfWanted = !_dependOnMore.Contains(stage.Source.Rows),
            Shared = stage.Shared,
            Before = Before(stage),
        };
        if (source.Rows.Kind == RowsKind.Gradient && Written(source) < source.Count)
        {
            Give(Clear(stage.Layer, stage.Target), source);
        }

        stage.Before.Append(stage).SelectMany(each => each.Shared).ToList().ForEach(shared => Begin(stage.Layer, shared));
        if (backward.IsInPlace)
        {
            _stages.Add(backward);
        }
        else if (IsConstant(stage.Source))
        {
            if (operation.GivesMore)
            {
                _stages.Add(backward with { Target = null, IfWanted = false });
            }
        }
        else if (operation.Accumulates)
        {
            Begin(stage.Layer, stage.Source);
            _stages.Add(backward);
        }
        else
        {
            Give(backward, backward.Target!);
        }

        _late.AddRange(stage.Before.Append(stage).Where(each => each.Operation.Later is not null).Select(Later));
        if (stage.Before.Count > 0)
        {
            _stages.AddRange(_late);
            _late.Clear();
        }
    }

    /// <summary>What is done after each step backward. There before are the gradients of what the step reads, and of what comes from elsewhere.</summary>
    private static IReadOnlyList<Stage> Before(Stage stage) => Of(stage.Before, hasNoInputGradient: false,
    [
        stage.Source.Rows,
        .. stage.Before.SelectMany(each => each.Shared.Prepend(each.Source)).Select(columns => columns.Rows).Where(rows => stage.Before.All(each => each.Target!.Rows != rows)).Distinct(),
    ]);

    private static Stage Later(Stage stage) => new(stage.Operation.Later!(), stage.Layer, stage.Target!.Of(stage.Target.Rows.Gradient), null) { Of = stage.Source };

    private Stage Clear(int layer, Columns columns)
    {
        var gradient = columns.Of(columns.Rows.Gradient);
        return new(RowOperation.Clear, layer, gradient, gradient) { IfWanted = !_dependOnMore.Contains(columns.Rows) };
    }

    /// <summary>A gradient that is always added to begins with zero.</summary>
    private void Begin(int layer, Columns columns)
    {
        var clear = Clear(layer, columns);
        if (Written(clear.Source) == 0)
        {
            Give(clear, clear.Source);
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

    /// <summary>Whether nothing that is read here has a gradient.</summary>
    private bool IsConstant(Columns columns) => _constants.Sum(columns.Overlap) >= columns.Count;

    /// <summary>How many of these columns have a gradient.</summary>
    private int Written(Columns columns) => _written.Sum(columns.Overlap);
}
