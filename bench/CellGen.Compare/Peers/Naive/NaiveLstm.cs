namespace CellGen.Compare.Peers.Naive;

/// <summary>torch's LSTM.</summary>
internal sealed class NaiveLstm(LayerWeights weights) : NaiveLayer(weights)
{
    private readonly float[] _cell = new float[weights.Hidden];

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        Array.Clear(_cell);
    }

    /// <inheritdoc/>
    protected override float Next(int unit, ReadOnlySpan<float> input, float[] hidden)
    {
        int size = hidden.Length;
        float i = Sigmoid(InputSum(unit, input) + HiddenSum(unit, hidden));
        float f = Sigmoid(InputSum(size + unit, input) + HiddenSum(size + unit, hidden));
        float g = MathF.Tanh(InputSum((2 * size) + unit, input) + HiddenSum((2 * size) + unit, hidden));
        float o = Sigmoid(InputSum((3 * size) + unit, input) + HiddenSum((3 * size) + unit, hidden));
        _cell[unit] = (f * _cell[unit]) + (i * g);
        return o * MathF.Tanh(_cell[unit]);
    }
}
