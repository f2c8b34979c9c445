using System.Numerics;
using System.Runtime.InteropServices;

namespace CellGen;

/// <summary>Stochastic gradient descent with momentum, computed as torch.optim.SGD computes it.</summary>
/// <remarks>
/// <code>
/// g ← gradient + weightDecay · p
/// b ← g in the first step, then momentum · b + (1 − dampening) g
/// p ← p − learningRate · (g + momentum · b  if nesterov, b otherwise; g without momentum)
/// </code>
/// Multiplications and additions are rounded one by one: the same bits on every machine. A momentum or a parameter that comes
/// below 2<sup>-126</sup> becomes zero. A parameter that is zero and whose gradient is always zero, as padding is, stays zero.
/// A gradient of NaN or ±∞ makes its own parameter NaN or infinite, and no other, as in torch. With a learning rate of zero
/// the momentum goes on and the parameters keep their bits.
/// </remarks>
public sealed class Sgd : IOptimizer, ICheckpointed
{
    private readonly int _parameterCount;
    private readonly Vector<float>[] _velocity;
    private readonly float _momentum;
    private readonly float _take;
    private readonly bool _nesterov;
    private readonly float _weightDecay;
    private readonly Vector<float>[] _decays;
    private bool _started;
    private float _learningRate;

    /// <summary>
    /// An optimizer with all its state, one float a parameter where there is momentum; nothing is allocated after it.
    /// </summary>
    /// <param name="parameterCount">How many parameters: the length of a net's <c>Parameters</c>.</param>
    /// <param name="learningRate">The length of a step.</param>
    /// <param name="momentum">The decay of the velocity; 0 is plain gradient descent.</param>
    /// <param name="dampening">The part of a gradient that does not enter the velocity.</param>
    /// <param name="nesterov">Whether the step looks ahead along the velocity; needs momentum and no dampening.</param>
    /// <param name="weightDecay">The L2 penalty: this much of each parameter is added to its gradient.</param>
    /// <param name="decayMask">
    /// What the penalty is multiplied by, for each parameter, as <see cref="ParameterMask"/> makes it: 0 leaves a parameter out.
    /// Empty: 1 for all. It is copied.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="nesterov"/> without momentum or with dampening; or the mask has another length, or a value that is negative
    /// or not finite.
    /// </exception>
    public Sgd(
        int parameterCount,
        float learningRate = 1e-3f,
        float momentum = 0f,
        float dampening = 0f,
        bool nesterov = false,
        float weightDecay = 0f,
        ReadOnlySpan<float> decayMask = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameterCount);
        _learningRate = Setting.NotNegative(learningRate);
        _momentum = Setting.NotNegative(momentum);
        if (!float.IsFinite(dampening))
        {
            throw new ArgumentOutOfRangeException(nameof(dampening), dampening, "The value must be a finite number.");
        }

        _weightDecay = Setting.NotNegative(weightDecay);
        if (nesterov && (momentum == 0f || dampening != 0f))
        {
            throw new ArgumentException(
                $"Nesterov's step needs momentum and no dampening; they are {momentum} and {dampening}.", nameof(nesterov));
        }

        _decays = Setting.Mask(decayMask, parameterCount);
        _take = 1f - dampening;
        _nesterov = nesterov;
        _parameterCount = parameterCount;
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
        if (_momentum == 0f)
        {
            Descend(parameters, gradient);
        }
        else
        {
            // As in torch, the first gradient enters the velocity whole; the velocity before it is zero.
            DescendWithMomentum(parameters, gradient, _started ? _take : 1f);
            _started = true;
        }
    }

    /// <inheritdoc/>
    public void Save(Checkpoint checkpoint, string prefix)
    {
        checkpoint.Set(prefix + "kind", nameof(Sgd));
        checkpoint.Set(prefix + "learning_rate", _learningRate);
        checkpoint.Set(prefix + "started", _started ? 1 : 0);
        checkpoint.Set(prefix + "momentum_buffer", Setting.Values(_velocity, _parameterCount));
    }

    /// <inheritdoc/>
    public void Load(Checkpoint checkpoint, string prefix)
    {
        checkpoint.Expect(prefix + "kind", nameof(Sgd));
        float learningRate = Setting.Loaded(checkpoint, prefix + "learning_rate");
        bool started = checkpoint.Number(prefix + "started") != 0;
        Span<float> velocity = Setting.Values(_velocity, _parameterCount);
        checkpoint.Floats(prefix + "momentum_buffer", velocity.Length).CopyTo(velocity);
        (_learningRate, _started) = (learningRate, started);
    }

    private void Descend(Span<float> parameters, ReadOnlySpan<float> gradient)
    {
        Vector<float> rate = new(_learningRate);
        Vector<float> decay = new(_weightDecay);
        Vector<float> smallest = new(Setting.SmallestParameter(_learningRate));
        Span<Vector<float>> ps = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        ReadOnlySpan<Vector<float>> gs = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        ReadOnlySpan<Vector<float>> ds = _decays;
        for (int i = 0; i < ps.Length; i++)
        {
            ps[i] = After(ps[i], gs[i], i < ds.Length ? decay * ds[i] : decay);
        }

        Span<float> rest = parameters[(ps.Length * Vector<float>.Count)..];
        if (!rest.IsEmpty)
        {
            Vector<float> last = ds.IsEmpty ? decay : decay * ds[^1];
            Setting.Store(After(Setting.Load(rest), Setting.Load(gradient[^rest.Length..]), last), rest);
        }

        Vector<float> After(Vector<float> p, Vector<float> g, Vector<float> decay) =>
            Setting.Flush(p - ((g + (p * decay)) * rate), smallest);
    }

    private void DescendWithMomentum(Span<float> parameters, ReadOnlySpan<float> gradient, float take)
    {
        // The direction is b, and Nesterov's g + momentum · b. The other is not multiplied by 0, as ∞ would become NaN.
        Vector<float> rate = new(_learningRate);
        Vector<float> decay = new(_weightDecay);
        Vector<float> momentum = new(_momentum);
        Vector<float> smallest = new(Setting.SmallestParameter(_learningRate));
        Vector<int> nesterov = _nesterov ? Vector<int>.AllBitsSet : Vector<int>.Zero;
        Span<Vector<float>> ps = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        ReadOnlySpan<Vector<float>> gs = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        ReadOnlySpan<Vector<float>> ds = _decays;
        Span<Vector<float>> bs = _velocity;
        for (int i = 0; i < ps.Length; i++)
        {
            ps[i] = After(ps[i], gs[i], i < ds.Length ? decay * ds[i] : decay, ref bs[i]);
        }

        Span<float> rest = parameters[(ps.Length * Vector<float>.Count)..];
        if (!rest.IsEmpty)
        {
            Vector<float> last = ds.IsEmpty ? decay : decay * ds[^1];
            Setting.Store(After(Setting.Load(rest), Setting.Load(gradient[^rest.Length..]), last, ref bs[^1]), rest);
        }

        Vector<float> After(Vector<float> p, Vector<float> g, Vector<float> decay, ref Vector<float> velocity)
        {
            g += p * decay;
            Vector<float> b = Setting.Flush((velocity * momentum) + (g * take));
            velocity = b;
            return Setting.Flush(p - (Vector.ConditionalSelect(nesterov, g + (b * momentum), b) * rate), smallest);
        }
    }
}
