namespace CellGen;

/// <summary>
/// Says when to stop: a value has not improved for a while, or has come far enough. Usable in one's own loop:
/// <c>if (stop.Observe(loss)) break;</c>
/// </summary>
public sealed class EarlyStopping : ICheckpointed
{
    private readonly int _patience;
    private readonly double _minDelta;
    private readonly double? _threshold;
    private readonly double _sign;

    /// <summary>Describes when to stop.</summary>
    /// <param name="patience">The number of values in a row that may be no better, at least 0; the next one stops.</param>
    /// <param name="minDelta">How much better a value must be to count, not negative.</param>
    /// <param name="threshold">The value at which to stop at once; null: none.</param>
    /// <param name="maximize">Whether the value is to become larger.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public EarlyStopping(int patience, double minDelta = 0, double? threshold = null, bool maximize = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(minDelta);
        (_patience, _minDelta, _threshold, _sign) = (patience, minDelta, threshold, maximize ? -1 : 1);
        Best = _sign * double.PositiveInfinity;
    }

    /// <summary>The best value so far; at first ∞, or −∞ where it is to become larger.</summary>
    public double Best { get; private set; }

    /// <summary>The number of values since the best one.</summary>
    public int Bad { get; private set; }

    /// <summary>Whether the last value was the best so far, whose weights are worth keeping.</summary>
    public bool Improved { get; private set; }

    /// <summary>Whether to stop.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Whether a value has reached the threshold.</summary>
    public bool Reached { get; private set; }

    /// <summary>Takes the next value. NaN is never better.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Whether to stop.</returns>
    public bool Observe(double value)
    {
        Improved = double.IsInfinity(Best) ? _sign * value < _sign * Best : _sign * value < (_sign * Best) - _minDelta;
        Bad = Improved ? 0 : Bad + 1;
        Best = Improved ? value : Best;
        Reached = Reached || (_threshold is { } threshold && _sign * value <= _sign * threshold);
        Stopped = Reached || Bad > _patience;
        return Stopped;
    }

    /// <inheritdoc/>
    public void Save(Checkpoint checkpoint, string prefix)
    {
        checkpoint.Set(prefix + "best", Best);
        checkpoint.Set(prefix + "bad", Bad);
        checkpoint.Set(prefix + "flags", (Improved ? 1 : 0) | (Stopped ? 2 : 0) | (Reached ? 4 : 0));
    }

    /// <inheritdoc/>
    public void Load(Checkpoint checkpoint, string prefix)
    {
        double best = checkpoint.Number(prefix + "best");
        int bad = (int)checkpoint.Integer(prefix + "bad");
        long flags = checkpoint.Integer(prefix + "flags");
        (Best, Bad, Improved, Stopped, Reached) = (best, bad, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
    }
}
