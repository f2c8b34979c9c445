namespace CellGen.Compare.Peers.Naive;

/// <summary>torch's GRU.</summary>
internal sealed class NaiveGru(LayerWeights weights) : NaiveLayer(weights)
{
    /// <inheritdoc/>
    protected override float Next(int unit, ReadOnlySpan<float> input, float[] hidden)
    {
        int size = hidden.Length;
        float r = Sigmoid(InputSum(unit, input) + HiddenSum(unit, hidden));
        float z = Sigmoid(InputSum(size + unit, input) + HiddenSum(size + unit, hidden));
        float n = MathF.Tanh(InputSum((2 * size) + unit, input) + (r * HiddenSum((2 * size) + unit, hidden)));
        return ((1 - z) * n) + (z * hidden[unit]);
    }
}
