namespace CellGen.Compare.Peers.Naive;

/// <summary>What the naive layers share.</summary>
internal abstract class NaiveLayer(LayerWeights weights) : ILayer
{
    private float[] _hidden = new float[weights.Hidden];
    private float[] _next = new float[weights.Hidden];

    /// <inheritdoc/>
    public ReadOnlySpan<float> Hidden => _hidden;

    /// <summary>The tensors.</summary>
    protected LayerWeights Weights { get; } = weights;

    /// <inheritdoc/>
    public virtual void Reset() => Array.Clear(_hidden);

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<float> input)
    {
        for (int unit = 0; unit < _next.Length; unit++)
        {
            _next[unit] = Next(unit, input, _hidden);
        }

        (_hidden, _next) = (_next, _hidden);
    }

    /// <summary>h' of one unit.</summary>
    protected abstract float Next(int unit, ReadOnlySpan<float> input, float[] hidden);

    /// <summary>W x + b of one row.</summary>
    protected float InputSum(int row, ReadOnlySpan<float> input)
    {
        float sum = Weights.BiasIh[row];
        for (int i = 0; i < input.Length; i++)
        {
            sum += Weights.WeightIh[(row * input.Length) + i] * input[i];
        }

        return sum;
    }

    /// <summary>U h + b of one row.</summary>
    protected float HiddenSum(int row, float[] hidden)
    {
        float sum = Weights.BiasHh[row];
        for (int i = 0; i < hidden.Length; i++)
        {
            sum += Weights.WeightHh[(row * hidden.Length) + i] * hidden[i];
        }

        return sum;
    }

    /// <summary>The logistic function.</summary>
    protected static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
