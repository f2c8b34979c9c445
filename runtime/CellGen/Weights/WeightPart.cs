using CellGen.Generated;

namespace CellGen;

/// <summary>Takes a tensor's name apart: the prefix that <see cref="WeightNames"/> may replace, and the rest.</summary>
internal static class WeightPart
{
    /// <summary>The part that a tensor belongs to.</summary>
    public static WeightPartKind Of(ParameterRole role) => role switch
    {
        ParameterRole.HeadWeight or ParameterRole.HeadBias => WeightPartKind.Head,
        ParameterRole.Embedding => WeightPartKind.Embedding,
        _ => WeightPartKind.Cell,
    };

    /// <summary>"head.", "i2o." or "embedding.", or the name of the layer and a dot; empty for a recurrent tensor, whose whole name is the rest.</summary>
    public static string DefaultPrefix(ParameterTensor tensor) => tensor.Shape.Name[..RestStart(tensor)];

    /// <summary>The name without <see cref="DefaultPrefix"/>.</summary>
    public static string Leaf(ParameterTensor tensor) => tensor.Shape.Name[RestStart(tensor)..];

    private static int RestStart(ParameterTensor tensor) =>
        tensor.Layer.Length > 0 ? tensor.Layer.Length + 1
        : Of(tensor.Role) == WeightPartKind.Cell ? 0
        : tensor.Shape.Name.LastIndexOf('.') + 1;
}
