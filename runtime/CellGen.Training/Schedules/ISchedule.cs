namespace CellGen;

/// <summary>
/// A learning rate for each step of a training run: <c>optimizer.LearningRate = schedule.At(step)</c> before the step. A step is
/// whatever its user counts, updates or epochs.
/// </summary>
public interface ISchedule
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The number of steps before it, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    float At(long step);

    /// <summary>Tells what a validation has found; what does not depend on it ignores it.</summary>
    /// <param name="value">The loss, or whatever is to become smaller (or larger).</param>
    void Observe(double value)
    {
    }
}
