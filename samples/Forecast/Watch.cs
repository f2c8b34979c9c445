namespace CellGen.Samples.Forecast;

/// <summary>Does something after each epoch, beside a progress bar.</summary>
public sealed class Watch(IProgress<TrainingReport> bar, Action<int> afterEpoch) : IProgress<TrainingReport>
{
    /// <inheritdoc/>
    public void Report(TrainingReport value)
    {
        bar.Report(value);
        if (value.Batch == 0)
        {
            afterEpoch(value.Epoch);
        }
    }
}
