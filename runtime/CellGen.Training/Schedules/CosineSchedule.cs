namespace CellGen;

/// <summary>
/// A learning rate that falls along half a cosine (Loshchilov and Hutter 2017, equation 5), as
/// torch.optim.lr_scheduler.CosineAnnealingLR has it up to its end:
/// minimum + (learningRate − minimum) (1 + cos(π step / steps)) / 2.
/// </summary>
/// <remarks>From step number <c>steps</c> on it is the minimum (torch: it rises again). The same bits on every machine.</remarks>
public sealed class CosineSchedule : ISchedule
{
    private readonly double _learningRate;
    private readonly double _minimum;
    private readonly long _steps;

    /// <summary>Describes the fall.</summary>
    /// <param name="learningRate">The learning rate of the first step.</param>
    /// <param name="steps">The number of steps until the minimum (torch: T_max), at least 1.</param>
    /// <param name="minimum">The learning rate at the end (torch: eta_min).</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public CosineSchedule(float learningRate, long steps, float minimum = 0f)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        _learningRate = Rates.Exact(Setting.NotNegative(learningRate));
        _minimum = Rates.Exact(Setting.NotNegative(minimum));
        _steps = steps;
    }

    /// <inheritdoc/>
    public float At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return step >= _steps ? (float)_minimum : (float)Rates.Cosine(_learningRate, _minimum, (double)step / _steps);
    }
}
