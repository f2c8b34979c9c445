namespace CellGen;

/// <summary>How far training has come.</summary>
public readonly record struct TrainingReport
{
    /// <summary>The number of epochs that are done.</summary>
    public int Epoch { get; init; }

    /// <summary>The number of batches of the next epoch that are done.</summary>
    public int Batch { get; init; }

    /// <summary>The number of batches of an epoch.</summary>
    public int Batches { get; init; }

    /// <summary>The number of batches that are done, of all epochs.</summary>
    public long Step { get; init; }

    /// <summary>The mean loss over what counts in the epoch so far, or in the last one; each batch before its update.</summary>
    public double TrainingLoss { get; init; }

    /// <summary>The mean loss over the validation sequences after the last epoch; NaN where there are none.</summary>
    public double ValidationLoss { get; init; }

    /// <summary>The trainer's Metric over the validation sequences after the last epoch; NaN where there is none.</summary>
    public double Metric { get; init; }

    /// <summary>The best value of what is watched: the metric, or else the loss of validation, or else of training.</summary>
    public double Best { get; init; }

    /// <summary>The epoch after which it was, counted from 1; 0 before the first.</summary>
    public int BestEpoch { get; init; }

    /// <summary>The learning rate of the last step.</summary>
    public float LearningRate { get; init; }

    /// <summary>The norm of the last step's gradient, before clipping by norm.</summary>
    public float GradientNorm { get; init; }

    /// <summary>The batches that changed nothing, because their gradient held NaN or ±∞.</summary>
    public long SkippedSteps { get; init; }

    /// <summary>Why training has come to an end.</summary>
    public TrainingEnd End { get; init; }
}
