using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Surface;

/// <summary>The rows between the layers of a step, on the stack, each from a cache line on.</summary>
internal static class NetworkRows
{
    /// <summary>Whether a layer has a row there: not where it is the user's output, or another layer's row.</summary>
    public static bool IsOnStack(LayerPlan layer) => layer.Spec is { Output: null, Kind: not LayerKind.Last };

    /// <summary>The number of floats of a row, with padding.</summary>
    public static int Padded(LayerPlan layer) => LaneLayout.RoundUp(layer.Spec.Size, LaneLayout.Block);

    /// <summary>The number of floats of all rows.</summary>
    public static int Floats(NetworkPlan plan) => plan.Layers.Where(IsOnStack).Sum(Padded);
}
