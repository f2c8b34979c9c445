namespace CellGen.Samples;

/// <summary>Is told at once, on the thread that trains.</summary>
public sealed class Observer(Action<TrainingReport> observe) : IProgress<TrainingReport>
{
    /// <inheritdoc/>
    public void Report(TrainingReport value) => observe(value);
}
