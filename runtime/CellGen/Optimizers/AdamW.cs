namespace CellGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2), computed as torch.optim.AdamW computes it.
/// </summary>
/// <remarks>
/// <code>
/// p ← p − learningRate · weightDecay · p
/// m ← β₁ m + (1 − β₁) gradient
/// v ← β₂ v + (1 − β₂) gradient²
/// p ← p − (learningRate / (1 − β₁ⁿ)) m / (√v / √(1 − β₂ⁿ) + ε)        in step n
/// </code>
/// All else is as <see cref="Adam"/> has it: the bits, tiny gradients, padding, NaN and ±∞, a learning rate of zero. Without
/// weight decay it has Adam's bits.
/// </remarks>
public sealed class AdamW : IOptimizer, ICheckpointed
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
    /// <param name="weightDecay">The part of each parameter that it loses in a step, times the learning rate.</param>
    /// <param name="decayMask">
    /// What the decay is multiplied by, for each parameter, as <see cref="ParameterMask"/> makes it: 0 leaves a parameter out, as
    /// is usual for biases. Empty: 1 for all. It is copied.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <exception cref="ArgumentException">The mask has another length, or a value that is negative or not finite.</exception>
    public AdamW(
        int parameterCount,
        float learningRate = 1e-3f,
        float beta1 = 0.9f,
        float beta2 = 0.999f,
        float epsilon = 1e-8f,
        float weightDecay = 0.01f,
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
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient)
    {
        // Finite, so that what is zero stays zero.
        float shrinkage = (float)Math.Min((double)_learningRate * _weightDecay, float.MaxValue);
        _averages.Step(parameters, gradient, _learningRate, weightDecay: 0f, shrinkage);
    }

    /// <inheritdoc/>
    public void Save(Checkpoint checkpoint, string prefix) => _averages.Save(checkpoint, prefix, nameof(AdamW), _learningRate);

    /// <inheritdoc/>
    public void Load(Checkpoint checkpoint, string prefix) => _learningRate = _averages.Load(checkpoint, prefix, nameof(AdamW));
}
