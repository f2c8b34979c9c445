namespace CellGen;

/// <summary>
/// Steps with a learning rate that rises along a line to the first rate of another schedule, which then begins: torch's
/// SequentialLR of a LinearLR and the other.
/// </summary>
/// <remarks>
/// In step n of the rise, then.At(0) · (startFactor + (1 − startFactor) n / steps); a startFactor of 0 makes the first step one
/// of no length (torch refuses it). The same bits on every machine.
/// </remarks>
public sealed class WarmUpSchedule : ISchedule, ICheckpointed
{
    private readonly ISchedule _then;
    private readonly long _steps;
    private readonly double _startFactor;

    /// <summary>Describes the rise.</summary>
    /// <param name="then">What follows, from its step 0 on.</param>
    /// <param name="steps">The number of steps of the rise (torch: total_iters), at least 0.</param>
    /// <param name="startFactor">The first rate by the one that it rises to, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public WarmUpSchedule(ISchedule then, long steps, float startFactor = 0f)
    {
        ArgumentNullException.ThrowIfNull(then);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Setting.NotNegative(startFactor), 1f, nameof(startFactor));
        _then = then;
        _steps = steps;
        _startFactor = Rates.Exact(startFactor);
    }

    /// <inheritdoc/>
    public float At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return step >= _steps
            ? _then.At(step - _steps)
            : (float)(_then.At(0) * (_startFactor + ((1 - _startFactor) * step / _steps)));
    }

    /// <inheritdoc/>
    public void Observe(double value) => _then.Observe(value);

    /// <inheritdoc/>
    public void Save(Checkpoint checkpoint, string prefix)
    {
        checkpoint.Set(prefix + "then", _then.GetType().Name);
        (_then as ICheckpointed)?.Save(checkpoint, prefix);
    }

    /// <inheritdoc/>
    public void Load(Checkpoint checkpoint, string prefix)
    {
        checkpoint.Expect(prefix + "then", _then.GetType().Name);
        (_then as ICheckpointed)?.Load(checkpoint, prefix);
    }
}
