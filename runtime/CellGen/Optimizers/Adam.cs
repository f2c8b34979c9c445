namespace CellGen;

/// <summary>Adam (Kingma and Ba 2015, algorithm 1), computed as torch.optim.Adam computes it.</summary>
/// <remarks>
/// <code>
/// g ← gradient + weightDecay · p
/// m ← β₁ m + (1 − β₁) g
/// v ← β₂ v + (1 − β₂) g²
/// p ← p − (learningRate / (1 − β₁ⁿ)) m / (√v / √(1 − β₂ⁿ) + ε)        in step n
/// </code>
/// Multiplications and additions are rounded one by one: the same bits on every machine. Where m is zero the step is zero,
/// also with an ε of zero (torch: NaN where v is zero too): a parameter that is zero and whose gradient is always zero, as
/// padding is, stays zero. The averages are right for every gradient that is a normal float; torch's v underflows below
/// 10<sup>-22</sup>. A mean or a parameter that comes below 2<sup>-126</sup> becomes zero. A gradient of NaN or ±∞ makes
/// its own parameter NaN, and no other, as in torch. With a learning rate of zero the averages go on and the parameters
/// keep their bits.
/// </remarks>
public sealed class Adam : IOptimizer, ICheckpointed
{
    private readonly AdamAverages _averages;
    private readonly float _weightDecay;
    private float _learningRate;

    /// <summary>An optimizer with all its state, two floats a parameter; nothing is allocated after it.</summary>
    /// <param name="parameterCount">How many parameters: the length of a net's <c>Parameters</c>.</param>
    /// <param name="learningRate">The length of a step.</param>
    /// <param name="beta1">The decay of the average of gradients, in [0, 1).</param>
    /// <param name="beta2">The decay of the average of squared gradients, in [0, 1).</param>
    /// <param name="epsilon">Added to the root, so that where gradients are small steps are, too; may be 0.</param>
    /// <param name="weightDecay">The L2 penalty: this much of each parameter is added to its gradient.</param>
    /// <param name="decayMask">
    /// What the penalty is multiplied by, for each parameter, as <see cref="ParameterMask"/> makes it: 0 leaves a parameter out.
    /// Empty: 1 for all. It is copied.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <exception cref="ArgumentException">The mask has another length, or a value that is negative or not finite.</exception>
    public Adam(
        int parameterCount,
        float learningRate = 1e-3f,
        float beta1 = 0.9f,
        float beta2 = 0.999f,
        float epsilon = 1e-8f,
        float weightDecay = 0f,
        ReadOnlySpan<float> decayMask = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        _learningRate = Setting.NotNegative(learningRate);
        _weightDecay = Setting.NotNegative(weightDecay);
        _averages = new AdamAverages(
            parameterCount, Setting.Decay(beta1), Setting.Decay(beta2), Setting.NotNegative(epsilon), Setting.Mask(decayMask, parameterCount));
    }

    /// <inheritdoc/>
    public float LearningRate
    {
        get => _learningRate;
        set => _learningRate = Setting.NotNegative(value);
    }

    /// <inheritdoc/>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient) =>
        _averages.Step(parameters, gradient, _learningRate, _weightDecay, shrinkage: 0f);

    /// <inheritdoc/>
    public void Save(Checkpoint checkpoint, string prefix) => _averages.Save(checkpoint, prefix, nameof(Adam), _learningRate);

    /// <inheritdoc/>
    public void Load(Checkpoint checkpoint, string prefix) => _learningRate = _averages.Load(checkpoint, prefix, nameof(Adam));
}
