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
/// Multiplications and additions are rounded one by one: the same bits on every machine. Where m is zero the step is zero,
/// also with an ε of zero (torch: NaN where v is zero too): a parameter that is zero and whose gradient is always zero, as
/// padding is, stays zero. The averages are right for every gradient that is a normal float; torch's v underflows below
/// 10<sup>-22</sup>. A mean or a parameter that comes below 2<sup>-126</sup> becomes zero. A gradient of NaN or ±∞ makes
/// its own parameter NaN, and no other, as in torch. With a learning rate of zero the averages go on and the parameters
/// keep their bits.
/// </remarks>
public sealed class Adam : IOptimizer
{
    private readonly int _parameterCount;
    private readonly Vector<float>[] _mean;
    private readonly Vector<float>[] _square;
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
    /// <param name="epsilon">Added to the root, so that where gradients are small steps are, too; may be 0.</param>
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
        _parameterCount = parameterCount;
        _mean = Setting.NewAverage(parameterCount);
        _square = Setting.NewAverage(parameterCount);
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
        Setting.Check(_parameterCount, parameters, gradient);

        // Products instead of Math.Pow, whose bits depend on the machine.
        _beta1Power *= _beta1;
        _beta2Power *= _beta2;
        AdamStep step = new(
            _beta1,
            _beta2,
            rate: -_learningRate / (1 - _beta1Power),
            correction: Math.Sqrt(1 - _beta2Power),
            _epsilon,
            _weightDecay,
            Setting.SmallestParameter(_learningRate));

        Span<Vector<float>> ps = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        step.Apply(ps, MemoryMarshal.Cast<float, Vector<float>>(gradient), _mean, _square);
        Span<float> rest = parameters[(ps.Length * Vector<float>.Count)..];
        if (!rest.IsEmpty)
        {
            Vector<float> p = Setting.Load(rest);
            Vector<float> g = Setting.Load(gradient[^rest.Length..]);
            step.Apply(new Span<Vector<float>>(ref p), new ReadOnlySpan<Vector<float>>(in g), _mean.AsSpan(^1), _square.AsSpan(^1));
            Setting.Store(p, rest);
        }
    }
}
