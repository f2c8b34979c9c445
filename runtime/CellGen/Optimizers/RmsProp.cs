using System.Numerics;
using System.Runtime.InteropServices;

namespace CellGen;

/// <summary>RMSprop (Tieleman and Hinton 2012, lecture 6.5; centred as in Graves 2013), computed as torch.optim.RMSprop computes it.</summary>
/// <remarks>
/// <code>
/// g ← gradient + weightDecay · p
/// v ← α v + (1 − α) g²
/// a ← α a + (1 − α) g                         where it is centered
/// d ← g / (√(v − a²  if centered, v otherwise) + ε)
/// b ← momentum · b + d;  p ← p − learningRate · b        with momentum
/// p ← p − learningRate · d                              without
/// </code>
/// What is kept is √v and not v, which would be no normal float for gradients below 10<sup>-19</sup>. Multiplications and
/// additions are rounded one by one: the same bits on every machine. Where g is zero d is zero, also with an ε of zero: padding
/// stays zero. A root, an average, a momentum or a parameter that comes below 2<sup>-126</sup> becomes zero. A gradient of NaN or
/// ±∞ makes its own parameter NaN, and no other, as in torch; v − a² that rounding makes negative counts as zero (torch: NaN).
/// With a learning rate of zero the averages go on and the parameters keep their bits.
/// </remarks>
public sealed class RmsProp : IOptimizer, ICheckpointed
{
    private readonly int _parameterCount;
    private readonly RmsPropStep _step;
    private readonly Vector<float>[] _root;
    private readonly Vector<float>[] _mean;
    private readonly Vector<float>[] _velocity;
    private readonly Vector<float>[] _decays;
    private float _learningRate;

    /// <summary>
    /// An optimizer with all its state, one float a parameter, one more where it is centered and one where there is momentum;
    /// nothing is allocated after it.
    /// </summary>
    /// <param name="parameterCount">How many parameters: the length of a net's <c>Parameters</c>.</param>
    /// <param name="learningRate">The length of a step.</param>
    /// <param name="alpha">The decay of the average of squared gradients, in [0, 1).</param>
    /// <param name="epsilon">Added to the root, so that where gradients are small steps are, too; may be 0.</param>
    /// <param name="weightDecay">The L2 penalty: this much of each parameter is added to its gradient.</param>
    /// <param name="momentum">The decay of the velocity; 0 is none.</param>
    /// <param name="centered">Whether gradients are divided by their deviation from their average.</param>
    /// <param name="decayMask">
    /// What the penalty is multiplied by, for each parameter, as <see cref="ParameterMask"/> makes it: 0 leaves a parameter out.
    /// Empty: 1 for all. It is copied.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <exception cref="ArgumentException">The mask has another length, or a value that is negative or not finite.</exception>
    public RmsProp(
        int parameterCount,
        float learningRate = 1e-2f,
        float alpha = 0.99f,
        float epsilon = 1e-8f,
        float weightDecay = 0f,
        float momentum = 0f,
        bool centered = false,
        ReadOnlySpan<float> decayMask = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        _parameterCount = parameterCount;
        _learningRate = Setting.NotNegative(learningRate);
        _step = new RmsPropStep(
            Setting.Decay(alpha), Setting.NotNegative(epsilon), Setting.NotNegative(weightDecay), Setting.NotNegative(momentum));
        _decays = Setting.Mask(decayMask, parameterCount);
        _root = Setting.NewAverage(parameterCount);
        _mean = centered ? Setting.NewAverage(parameterCount) : [];
        _velocity = momentum == 0f ? [] : Setting.NewAverage(parameterCount);
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
        Span<Vector<float>> ps = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        _step.Apply(ps, MemoryMarshal.Cast<float, Vector<float>>(gradient), _root, _mean, _velocity, _decays, _learningRate);
        Span<float> rest = parameters[(ps.Length * Vector<float>.Count)..];
        if (!rest.IsEmpty)
        {
            Vector<float> p = Setting.Load(rest);
            Vector<float> g = Setting.Load(gradient[^rest.Length..]);
            _step.Apply(
                new Span<Vector<float>>(ref p),
                new ReadOnlySpan<Vector<float>>(in g),
                _root.AsSpan(^1),
                Last(_mean),
                Last(_velocity),
                Last(_decays),
                _learningRate);
            Setting.Store(p, rest);
        }

        static Span<Vector<float>> Last(Vector<float>[] vectors) => vectors.Length == 0 ? [] : vectors.AsSpan(^1);
    }

    /// <inheritdoc/>
    public void Save(Checkpoint checkpoint, string prefix)
    {
        checkpoint.Set(prefix + "kind", nameof(RmsProp));
        checkpoint.Set(prefix + "learning_rate", _learningRate);
        checkpoint.Set(prefix + "root_avg", Setting.Values(_root, _parameterCount));
        checkpoint.Set(prefix + "grad_avg", Setting.Values(_mean, _parameterCount));
        checkpoint.Set(prefix + "momentum_buffer", Setting.Values(_velocity, _parameterCount));
    }

    /// <inheritdoc/>
    public void Load(Checkpoint checkpoint, string prefix)
    {
        checkpoint.Expect(prefix + "kind", nameof(RmsProp));
        float learningRate = Setting.Loaded(checkpoint, prefix + "learning_rate");
        Span<float> mean = Setting.Values(_mean, _parameterCount);
        Span<float> velocity = Setting.Values(_velocity, _parameterCount);
        ReadOnlySpan<float> roots = checkpoint.Floats(prefix + "root_avg", _parameterCount);
        ReadOnlySpan<float> means = checkpoint.Floats(prefix + "grad_avg", mean.Length);
        ReadOnlySpan<float> velocities = checkpoint.Floats(prefix + "momentum_buffer", velocity.Length);
        roots.CopyTo(Setting.Values(_root, _parameterCount));
        means.CopyTo(mean);
        velocities.CopyTo(velocity);
        _learningRate = learningRate;
    }
}
