using System.Numerics;
using System.Runtime.InteropServices;

namespace CellGen;

/// <summary>Adam (Kingma and Ba 2015, algorithm 1), computed as torch.optim.Adam computes it.</summary>
/// <remarks>
/// <code>
/// g ← gradient + weightDecay · p
/// m ← β₁ m + (1 − β₁) g
/// v ← β₂ v + (1 − β₂) g²
/// p ← p − (learningRate / (1 − β₁ⁿ)) m / (√v / √(1 − β₂ⁿ) + ε)        in step n
/// </code>
/// Multiplications and additions are rounded one by one: the same bits on every machine. Averages that have decayed below
/// 2<sup>-126</sup> become zero. A parameter that is zero and whose gradient is always zero stays zero.
/// </remarks>
public sealed class Adam : IOptimizer
{
    private readonly float[] _mean;
    private readonly float[] _square;
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly float _epsilon;
    private readonly float _weightDecay;
    private double _beta1Power = 1;
    private double _beta2Power = 1;
    private float _learningRate;

    /// <summary>An optimizer with all its state, two floats a parameter; nothing is allocated after it.</summary>
    /// <param name="parameterCount">How many parameters: the length of a net's <c>Parameters</c>.</param>
    /// <param name="learningRate">The length of a step.</param>
    /// <param name="beta1">The decay of the average of gradients, in [0, 1).</param>
    /// <param name="beta2">The decay of the average of squared gradients, in [0, 1).</param>
    /// <param name="epsilon">Added to the root, against division by zero.</param>
    /// <param name="weightDecay">The L2 penalty: this much of each parameter is added to its gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public Adam(
        int parameterCount,
        float learningRate = 1e-3f,
        float beta1 = 0.9f,
        float beta2 = 0.999f,
        float epsilon = 1e-8f,
        float weightDecay = 0f)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        _learningRate = Setting.NotNegative(learningRate);
        _beta1 = Setting.Decay(beta1);
        _beta2 = Setting.Decay(beta2);
        _epsilon = Setting.NotNegative(epsilon);
        _weightDecay = Setting.NotNegative(weightDecay);
        _mean = new float[parameterCount];
        _square = new float[parameterCount];
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
        Setting.CheckLengths(_mean.Length, parameters, gradient);

        // Products instead of Math.Pow, whose bits depend on the machine.
        _beta1Power *= _beta1;
        _beta2Power *= _beta2;
        float keep1 = (float)_beta1;
        float take1 = (float)(1 - _beta1);
        float keep2 = (float)_beta2;
        float take2 = (float)(1 - _beta2);
        float correction = (float)Math.Sqrt(1 - _beta2Power);
        float step = (float)(-_learningRate / (1 - _beta1Power));

        Span<Vector<float>> ps = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        ReadOnlySpan<Vector<float>> gs = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        Span<Vector<float>> ms = MemoryMarshal.Cast<float, Vector<float>>(_mean.AsSpan());
        Span<Vector<float>> vs = MemoryMarshal.Cast<float, Vector<float>>(_square.AsSpan());
        Vector<float> corrections = new(correction);
        Vector<float> epsilons = new(_epsilon);
        for (int i = 0; i < ps.Length; i++)
        {
            Vector<float> g = gs[i] + (ps[i] * _weightDecay);
            Vector<float> m = Setting.Flush((ms[i] * keep1) + (g * take1));
            Vector<float> v = Setting.Flush((vs[i] * keep2) + (g * take2 * g));
            ms[i] = m;
            vs[i] = v;
            ps[i] += m * step / ((Vector.SquareRoot(v) / corrections) + epsilons);
        }

        for (int i = ps.Length * Vector<float>.Count; i < parameters.Length; i++)
        {
            float g = gradient[i] + (parameters[i] * _weightDecay);
            float m = Setting.Flush((_mean[i] * keep1) + (g * take1));
            float v = Setting.Flush((_square[i] * keep2) + (g * take2 * g));
            _mean[i] = m;
            _square[i] = v;
            parameters[i] += m * step / ((MathF.Sqrt(v) / correction) + _epsilon);
        }
    }
}
