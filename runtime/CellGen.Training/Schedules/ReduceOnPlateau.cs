namespace CellGen;

/// <summary>
/// A learning rate that falls by a factor where a loss has stopped to improve, as
/// torch.optim.lr_scheduler.ReduceLROnPlateau has it. It is told each loss by <see cref="Observe"/>.
/// </summary>
/// <remarks>
/// A loss is better where it is below best · (1 − threshold) (threshold is relative), or below best − threshold; with
/// <c>maximize</c> above best · (1 + threshold), or best + threshold. A NaN is never better.
/// </remarks>
public sealed class ReduceOnPlateau : ISchedule, ICheckpointed
{
    private readonly double _factor;
    private readonly int _patience;
    private readonly double _threshold;
    private readonly bool _relative;
    private readonly int _cooldown;
    private readonly double _minimum;
    private readonly double _sign;
    private double _learningRate;
    private double _best;
    private long _bad;
    private long _cooling;

    /// <summary>Describes the fall.</summary>
    /// <param name="learningRate">The learning rate at first.</param>
    /// <param name="factor">What it is multiplied by, from 0 to below 1.</param>
    /// <param name="patience">The number of losses in a row that may be no better.</param>
    /// <param name="threshold">How much better a loss must be to count.</param>
    /// <param name="relative">Whether the threshold is a part of the best loss (torch: threshold_mode="rel").</param>
    /// <param name="cooldown">The number of losses after a fall that count for nothing.</param>
    /// <param name="minimum">The least learning rate (torch: min_lr). A fall by less than 10<sup>-8</sup> is none.</param>
    /// <param name="maximize">Whether what it is told is to become larger.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public ReduceOnPlateau(
        float learningRate,
        float factor = 0.1f,
        int patience = 10,
        float threshold = 1e-4f,
        bool relative = true,
        int cooldown = 0,
        float minimum = 0f,
        bool maximize = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        _learningRate = Rates.Exact(Setting.NotNegative(learningRate));
        _factor = Setting.Decay(factor);
        _patience = patience;
        _threshold = Rates.Exact(Setting.NotNegative(threshold));
        _relative = relative;
        _cooldown = cooldown;
        _minimum = Rates.Exact(Setting.NotNegative(minimum));
        _sign = maximize ? -1 : 1;
        _best = _sign * double.PositiveInfinity;
    }

    /// <summary>The learning rate as it is now, for every step.</summary>
    /// <param name="step">Counts for nothing.</param>
    public float At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return (float)_learningRate;
    }

    /// <inheritdoc/>
    public void Observe(double value)
    {
        double margin = _relative ? _threshold * _best : _threshold;
        if (double.IsInfinity(_best) ? _sign * value < _sign * _best : _sign * value < (_sign * _best) - margin)
        {
            _best = value;
            _bad = 0;
        }
        else
        {
            _bad++;
        }

        if (_cooling > 0)
        {
            _cooling--;
            _bad = 0;
        }

        if (_bad > _patience)
        {
            double next = Math.Max(_learningRate * _factor, _minimum);
            _learningRate = _learningRate - next > 1e-8 ? next : _learningRate;
            _cooling = _cooldown;
            _bad = 0;
        }
    }

    /// <inheritdoc/>
    public void Save(Checkpoint checkpoint, string prefix)
    {
        checkpoint.Set(prefix + "learning_rate", _learningRate);
        checkpoint.Set(prefix + "best", _best);
        checkpoint.Set(prefix + "bad", _bad);
        checkpoint.Set(prefix + "cooling", _cooling);
    }

    /// <inheritdoc/>
    public void Load(Checkpoint checkpoint, string prefix)
    {
        double learningRate = checkpoint.Number(prefix + "learning_rate");
        double best = checkpoint.Number(prefix + "best");
        long bad = checkpoint.Integer(prefix + "bad");
        long cooling = checkpoint.Integer(prefix + "cooling");
        (_learningRate, _best, _bad, _cooling) = (learningRate, best, bad, cooling);
    }
}
