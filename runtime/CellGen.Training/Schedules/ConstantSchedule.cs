namespace CellGen;

/// <summary>One learning rate for all steps: what a <see cref="WarmUpSchedule"/> may end in.</summary>
/// <param name="learningRate">The learning rate.</param>
/// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
public sealed class ConstantSchedule(float learningRate) : ISchedule
{
    private readonly float _learningRate = Setting.NotNegative(learningRate);

    /// <inheritdoc/>
    public float At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return _learningRate;
    }
}
