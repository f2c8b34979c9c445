namespace CellGen;

/// <summary>
/// A learning rate that falls by a factor every so many steps, as torch.optim.lr_scheduler.StepLR has it:
/// learningRate · gamma<sup>⌊step / stepSize⌋</sup>.
/// </summary>
/// <remarks>The same bits on every machine.</remarks>
public sealed class StepSchedule : ISchedule
{
    private readonly double _learningRate;
    private readonly double _gamma;
    private readonly long _stepSize;

    /// <summary>Describes the stairs.</summary>
    /// <param name="learningRate">The learning rate of the first step.</param>
    /// <param name="stepSize">The number of steps with one rate, at least 1.</param>
    /// <param name="gamma">What the rate is multiplied by after them, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public StepSchedule(float learningRate, long stepSize, float gamma = 0.1f)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepSize, 1);
        _learningRate = Rates.Exact(Setting.NotNegative(learningRate));
        _gamma = Rates.Exact(Setting.NotNegative(gamma));
        _stepSize = stepSize;
    }

    /// <inheritdoc/>
    public float At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return _learningRate == 0 ? 0f : Rates.Finite(_learningRate * Rates.Power(_gamma, step / _stepSize));
    }
}
