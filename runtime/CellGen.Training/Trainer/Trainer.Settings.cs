namespace CellGen;

/// <content>The settings.</content>
public sealed partial class Trainer<TNet>
{
    /// <summary>The number of sequences of an update, at least 1. Default: 32.</summary>
    public int BatchSize { get; init => field = AtLeastOne(value, nameof(BatchSize)); } = 32;

    /// <summary>The largest norm of a gradient (<see cref="GradientClipping.ByGlobalNorm"/>). Default: ∞, none.</summary>
    public float ClipNorm { get; init => field = Limit(value, nameof(ClipNorm)); } = float.PositiveInfinity;

    /// <summary>The largest magnitude of an element of a gradient (<see cref="GradientClipping.ByValue"/>), before the norm. Default: ∞, none.</summary>
    public float ClipValue { get; init => field = Limit(value, nameof(ClipValue)); } = float.PositiveInfinity;

    /// <summary>The learning rate of each update; is told the watched value after each epoch. Default: null, the optimizer's own rate.</summary>
    public ISchedule? Schedule { get; init; }

    /// <summary>The number of threads, at least 1; changes no bit. Default: 1.</summary>
    public int Threads { get; init => field = AtLeastOne(value, nameof(Threads)); } = 1;

    /// <summary>
    /// The number of parts of a batch, at least 1, each with a gradient of its own: as many threads can work at a time. The bits
    /// depend on it. Default: 8.
    /// </summary>
    public int Shards { get; init => field = AtLeastOne(value, nameof(Shards)); } = 8;

    /// <summary>
    /// When to stop before the last epoch, by the watched value: the metric of validation, else its loss, else the loss of
    /// training. The model then ends with the weights of the best epoch. Default: null, never.
    /// </summary>
    public EarlyStopping? Stop { get; init; }

    /// <summary>What is watched beside the loss: a mean over the validation sequences. Default: null, the loss.</summary>
    public Loss? Metric { get; init; }

    /// <summary>
    /// The file of the checkpoint: where it is there, <see cref="Fit"/> goes on from it; it is written after each epoch and when
    /// training is cancelled. Default: null, none.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>The number of updates after which a checkpoint is written within an epoch, too; 0 is never. Default: 0.</summary>
    public int CheckpointEvery { get; init => field = NotNegative(value, nameof(CheckpointEvery)); }

    /// <summary>The number of updates after which progress is reported within an epoch, too; 0 is never. Default: 0.</summary>
    public int ReportEvery { get; init => field = NotNegative(value, nameof(ReportEvery)); }

    /// <summary>Where shuffling and dropout begin. Default: 0.</summary>
    public int Seed { get; init; }

    /// <summary>Whether each epoch visits the sequences in an order of its own. Default: true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether batches have sequences of nearly one length, so that threads wait less for each other. Default: false.</summary>
    public bool BucketByLength { get; init; }

    /// <summary>
    /// Whether the sequence at a place of a batch begins with the state in which the one at that place of the batch before ended:
    /// truncated back-propagation through time over long streams (Williams and Peng 1990), as <see cref="TokenStreams"/> has them.
    /// An epoch begins with the state in which the net begins, zero or the one that is trained, and so does each sequence of a
    /// validation. Needs Shuffle = false. Default: false.
    /// </summary>
    public bool CarryState { get; init; }

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }

    private static int NotNegative(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        return value;
    }

    private static float Limit(float value, string name) =>
        value >= 0f ? value : throw new ArgumentOutOfRangeException(name, value, "The limit must be a number that is not negative.");
}
