using CellGen.Generator.Model;

namespace CellGen.Generator.Planning;

/// <summary>Plans an encoder of several layers: a net of its own, whose layers are called after it.</summary>
internal static class PairEncoderPlanner
{
    public static NetworkPlan Of(ModelSpec spec)
    {
        var pair = spec.Pair!;
        var layers = pair.EncoderLayers.Select(layer => layer with { Name = "Encoder" + layer.Name }).ToArray();
        return new NetworkPlan(
            new ModelSpec(spec.Type, layers.First(layer => layer.Cell is not null).Cell!, null, pair.Source, spec.Network with { Agents = false })
            {
                Layers = new EquatableArray<LayerSpec>(layers),
                InputSize = pair.SourceSize,
                Part = new PartSpec("EncoderNet", 0, HasStep: false),
            });
    }
}
