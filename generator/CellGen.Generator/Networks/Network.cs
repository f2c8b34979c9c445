using CellGen.Generator.Model;

namespace CellGen.Generator.Networks;

/// <summary>
/// What a net of several layers does with rows, one operation after the other. This is the one place that knows what a kind of
/// layer does; every pass is printed from it, and the backward pass is derived from it (<see cref="NetworkGradient"/>).
/// </summary>
internal sealed class Network
{
    private readonly ModelSpec _spec;
    private readonly List<Stage> _stages = [];

    private Network(ModelSpec spec) => _spec = spec;

    /// <summary>The operations.</summary>
    public IReadOnlyList<Stage> Stages => _stages;

    /// <summary>The net of these layers.</summary>
    public static Network Of(ModelSpec spec)
    {
        var network = new Network(spec);
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            network.AddLayer(layer, spec.Layers.ElementAt(layer));
        }

        // At the end, so that the gradients that the user gives are the first to arrive: they are there, and others add to them.
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            var rows = network.Values(layer);
            if (spec.Layers.ElementAt(layer).Output is not null)
            {
                network._stages.Add(new Stage(RowOperation.Copy, layer, rows.All, (rows with { Kind = RowsKind.Output }).All));
            }
        }

        return network;
    }

    /// <summary>What a layer gives; of −1 the input.</summary>
    public Rows Values(int layer) => layer < 0
        ? new Rows(RowsKind.Values, layer, _spec.InputSize, OneRow: false)
        : new Rows(RowsKind.Values, layer, _spec.Layers.ElementAt(layer).Size, _spec.Layers.ElementAt(layer).OneRow);

    private void AddLayer(int layer, LayerSpec spec)
    {
        var target = Values(layer);
        var sources = spec.Sources.Select(Values).ToList();
        switch (spec.Kind)
        {
            case LayerKind.Cell or LayerKind.Dense:
                Add(RowOperation.Run, sources[0].All, target.All);
                break;
            case LayerKind.Elementwise:
                Add(RowOperation.Apply, sources[0].All, target.All);
                break;
            case LayerKind.Windows:
                Add(spec.Window!.Frame == 0 ? RowOperation.Unfold : RowOperation.Frame, sources[0].All, target.All);
                break;
            case LayerKind.Mean:
                Add(RowOperation.Mean, sources[0].All, target.All);
                break;
            case LayerKind.Last when spec.Bidirectional:
                Add(RowOperation.Last, sources[0].Part(0, spec.Size / 2), target.Part(0, spec.Size / 2));
                Add(RowOperation.First, sources[0].Part(spec.Size / 2, spec.Size / 2), target.Part(spec.Size / 2, spec.Size / 2));
                break;
            case LayerKind.Last:
                Add(RowOperation.Last, sources[0].All, target.All);
                break;
            case LayerKind.Add:
                Add(RowOperation.Copy, sources[0].All, target.All);
                sources.Skip(1).ToList().ForEach(source => Add(RowOperation.Add, source.All, target.All));
                break;
            default:
                int column = 0;
                foreach (var source in sources)
                {
                    Add(RowOperation.Copy, source.All, target.Part(column, source.Size));
                    column += source.Size;
                }

                break;
        }

        // A cell that ends with a head has it done in there.
        if (spec is { LogSoftmax: true, Kind: LayerKind.Dense })
        {
            Add(RowOperation.LogSoftmax, target.All, target.All);
        }

        void Add(RowOperation operation, Columns source, Columns destination) => _stages.Add(new Stage(operation, layer, source, destination));
    }
}
