namespace CellGen.Compare.Peers.Naive;

/// <summary>h' = tanh(W x + U h).</summary>
internal sealed class NaiveRnn(LayerWeights weights) : NaiveLayer(weights)
{
    /// <inheritdoc/>
    protected override float Next(int unit, ReadOnlySpan<float> input, float[] hidden) =>
        MathF.Tanh(InputSum(unit, input) + HiddenSum(unit, hidden));
}
