using System.Numerics;
using System.Runtime.InteropServices;

namespace CellGen;

/// <summary>The moving averages of <see cref="Adam"/> and <see cref="AdamW"/>, and a step along them.</summary>
/// <param name="parameterCount">The number of parameters.</param>
/// <param name="beta1">The decay of the average of gradients.</param>
/// <param name="beta2">The decay of the average of squares.</param>
/// <param name="epsilon">ε.</param>
/// <param name="decays">What each parameter's decay is multiplied by; empty where it is 1.</param>
internal sealed class AdamAverages(int parameterCount, double beta1, double beta2, float epsilon, Vector<float>[] decays)
{
    private readonly Vector<float>[] _mean = Setting.NewAverage(parameterCount);
    private readonly Vector<float>[] _square = Setting.NewAverage(parameterCount);
    private long _step;
    private double _beta1Power = 1;
    private double _beta2Power = 1;

    /// <summary>One step, after a check of the spans.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="learningRate">The length of the step.</param>
    /// <param name="weightDecay">The part of each parameter that is added to its gradient.</param>
    /// <param name="shrinkage">The part of each parameter that it loses before the step.</param>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient, float learningRate, float weightDecay, float shrinkage)
    {
        Setting.Check(parameterCount, parameters, gradient);

        // Products instead of Math.Pow, whose bits depend on the machine.
        _step++;
        _beta1Power *= beta1;
        _beta2Power *= beta2;
        AdamStep step = new(
            beta1,
            beta2,
            rate: -learningRate / (1 - _beta1Power),
            correction: Math.Sqrt(1 - _beta2Power),
            epsilon,
            weightDecay,
            shrinkage,
            Setting.SmallestParameter(learningRate));

        Span<Vector<float>> ps = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        ReadOnlySpan<Vector<float>> ds = decays;
        step.Apply(ps, MemoryMarshal.Cast<float, Vector<float>>(gradient), _mean, _square, ds);
        Span<float> rest = parameters[(ps.Length * Vector<float>.Count)..];
        if (!rest.IsEmpty)
        {
            Vector<float> p = Setting.Load(rest);
            Vector<float> g = Setting.Load(gradient[^rest.Length..]);
            step.Apply(
                new Span<Vector<float>>(ref p),
                new ReadOnlySpan<Vector<float>>(in g),
                _mean.AsSpan(^1),
                _square.AsSpan(^1),
                ds.IsEmpty ? ds : ds[^1..]);
            Setting.Store(p, rest);
        }
    }

    /// <summary>Writes the averages and the number of steps, under torch's names; an average of squares below zero is scaled, see <see cref="AdamStep"/>.</summary>
    public void Save(Checkpoint checkpoint, string prefix, string kind, float learningRate)
    {
        checkpoint.Set(prefix + "kind", kind);
        checkpoint.Set(prefix + "learning_rate", learningRate);
        checkpoint.Set(prefix + "step", _step);
        checkpoint.Set(prefix + "exp_avg", Setting.Values(_mean, parameterCount));
        checkpoint.Set(prefix + "exp_avg_sq", Setting.Values(_square, parameterCount));
    }

    /// <summary>Reads what <see cref="Save"/> wrote; where it does not fit, nothing changes. Returns the learning rate.</summary>
    public float Load(Checkpoint checkpoint, string prefix, string kind)
    {
        checkpoint.Expect(prefix + "kind", kind);
        float learningRate = Setting.Loaded(checkpoint, prefix + "learning_rate");
        long step = checkpoint.Integer(prefix + "step");
        ReadOnlySpan<float> mean = checkpoint.Floats(prefix + "exp_avg", parameterCount);
        ReadOnlySpan<float> square = checkpoint.Floats(prefix + "exp_avg_sq", parameterCount);
        mean.CopyTo(Setting.Values(_mean, parameterCount));
        square.CopyTo(Setting.Values(_square, parameterCount));
        (_step, _beta1Power, _beta2Power) = (step, Power(beta1, step), Power(beta2, step));
        return learningRate;
    }

    /// <summary>The product that as many steps have made.</summary>
    private static double Power(double beta, long step)
    {
        double power = 1;
        for (long i = 0; i < step && power > 0; i++)
        {
            power *= beta;
        }

        return power;
    }
}
