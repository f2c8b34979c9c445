namespace CellGen;

/// <summary>
/// A learning rate that rises to a maximum and falls far below its beginning (Smith and Topin 2018, "Super-convergence"), as
/// torch.optim.lr_scheduler.OneCycleLR has it, without its cycle of the momentum.
/// </summary>
/// <remarks>
/// From maxRate / divFactor to maxRate in the first pctStart of the steps, then to maxRate / divFactor / finalDivFactor, along
/// half cosines or lines. After the last step it stays (torch: an error). The same bits on every machine.
/// </remarks>
public sealed class OneCycleSchedule : ISchedule
{
    private readonly double _maxRate;
    private readonly double _first;
    private readonly double _last;
    private readonly double _top;
    private readonly long _steps;
    private readonly bool _linear;

    /// <summary>Describes the cycle.</summary>
    /// <param name="maxRate">The largest learning rate (torch: max_lr).</param>
    /// <param name="steps">The number of steps of the cycle (torch: total_steps), at least 1.</param>
    /// <param name="pctStart">The part of them in which it rises, from 0 to 1.</param>
    /// <param name="divFactor">The largest learning rate by the first, above 0.</param>
    /// <param name="finalDivFactor">The first learning rate by the last, above 0.</param>
    /// <param name="linear">Whether it goes along lines (torch: anneal_strategy="linear").</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public OneCycleSchedule(
        float maxRate, long steps, float pctStart = 0.3f, float divFactor = 25f, float finalDivFactor = 1e4f, bool linear = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Setting.NotNegative(pctStart), 1f, nameof(pctStart));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Setting.NotNegative(divFactor), nameof(divFactor));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Setting.NotNegative(finalDivFactor), nameof(finalDivFactor));
        _maxRate = Rates.Exact(Setting.NotNegative(maxRate));
        _first = _maxRate / Rates.Exact(divFactor);
        _last = _first / Rates.Exact(finalDivFactor);
        _top = (Rates.Exact(pctStart) * steps) - 1;
        _steps = steps;
        _linear = linear;
    }

    /// <inheritdoc/>
    public float At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        double place = Math.Min(step, _steps - 1);
        return Rates.Finite(place <= _top ? Between(_first, _maxRate, _top > 0 ? place / _top : 1)
            : Between(_maxRate, _last, Math.Min((place - _top) / (_steps - 1 - _top), 1)));
    }

    private double Between(double start, double end, double part) =>
        _linear ? start + ((end - start) * part) : Rates.Cosine(start, end, part);
}
