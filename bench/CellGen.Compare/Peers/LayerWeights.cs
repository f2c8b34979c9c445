using CellGen.Compare.Problems;

namespace CellGen.Compare.Peers;

/// <summary>The tensors of one direction of a layer, in torch's shapes.</summary>
internal sealed record LayerWeights(CellKind Kind, int Input, int Hidden, float[] WeightIh, float[] WeightHh, float[] BiasIh, float[] BiasHh)
{
    /// <summary>Those of a problem.</summary>
    public static LayerWeights Of(Problem problem, int layer, int direction) => new(
        problem.Row.Kind, problem.Row.InputOf(layer), problem.Row.Hidden,
        problem.Weights(layer, direction, 0), problem.Weights(layer, direction, 1),
        problem.Weights(layer, direction, 2), problem.Weights(layer, direction, 3));
}
