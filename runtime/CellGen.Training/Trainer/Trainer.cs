namespace CellGen;

/// <summary>
/// Trains a net on sequences: batches, schedule, clipping, threads, validation, early stopping, checkpoints. Each part works
/// alone, too, in a loop of one's own.
/// </summary>
/// <example>
/// <code>
/// var trainer = new Trainer&lt;Net>(model, new AdamW(model.Parameters.Length), Loss.CrossEntropy)
/// {
///     BatchSize = 32, ClipNorm = 1, Schedule = new CosineSchedule(0.001f, steps: 4000), Threads = 2,
///     Stop = new EarlyStopping(patience: 5), Checkpoint = path,
/// };
/// TrainingReport end = trainer.Fit(training, validation, epochs: 40, progress, cancellation);
/// </code>
/// </example>
/// <remarks>
/// A batch is cut into <see cref="Shards"/>, whose gradients are added in one order: any number of threads gives the same bits.
/// Of an encoder and decoder up to eight sequences of a shard run at a time, with the bits of one after the other.
/// After its first step it allocates nothing, but for checkpoints. Not for two threads at a time.
/// </remarks>
/// <typeparam name="TNet">The net.</typeparam>
public sealed partial class Trainer<TNet>
    where TNet : class, ITrainable
{
    private readonly TNet _model;
    private readonly IOptimizer _optimizer;
    private readonly Loss _loss;

    /// <summary>Chooses what to train, how, and on what loss.</summary>
    /// <param name="model">The net; it is changed in place.</param>
    /// <param name="optimizer">Made for the net's parameters.</param>
    /// <param name="loss">What is to become smaller.</param>
    public Trainer(TNet model, IOptimizer optimizer, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(loss);
        (_model, _optimizer, _loss) = (model, optimizer, loss);
        _trainBody = TrainShard;
        _evaluateBody = EvaluateShard;
    }

    /// <summary>Trains until all epochs are done, or it is stopped or cancelled. Called again it goes on.</summary>
    /// <param name="training">The sequences to learn from.</param>
    /// <param name="validation">Sequences that are only looked at, after each epoch; null: none.</param>
    /// <param name="epochs">The number of epochs, counted from the very first one.</param>
    /// <param name="progress">Is told after each epoch.</param>
    /// <param name="cancellation">Looked at before each update; the state then goes into the checkpoint, and nothing is thrown.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="ArgumentException">There is no sequence, or one has no step.</exception>
    /// <exception cref="InvalidOperationException">A sequence does not fit the net or the loss; the message has its number. Or the settings do not go together.</exception>
    /// <exception cref="CheckpointException">The checkpoint is damaged or of something else; the message begins with its path and names what differs.</exception>
    /// <exception cref="IOException">The checkpoint cannot be read or written.</exception>
    public TrainingReport Fit(
        ISequenceSource training,
        ISequenceSource? validation,
        int epochs,
        IProgress<TrainingReport>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        SequenceOrder order = Prepare(training, validation);
        if (Checkpoint is not null && _report.Step == 0 && File.Exists(Checkpoint))
        {
            Resume(Checkpoint, epochs);
        }

        CheckResumed(epochs);

        using var loop = new ShardedLoop(Threads, Math.Max(Shards, EvaluationShards));
        _loop = loop;
        try
        {
            return Run(training, validation, order, epochs, progress, cancellation);
        }
        finally
        {
            _loop = null;
        }
    }

    private TrainingReport Run(
        ISequenceSource training,
        ISequenceSource? validation,
        SequenceOrder order,
        int epochs,
        IProgress<TrainingReport>? progress,
        CancellationToken cancellation)
    {
        _report = _report with { End = TrainingEnd.Running, Batches = order.Batches };
        while (_report.Epoch < epochs && !Watch.Stopped)
        {
            order.Begin(_report.Epoch);
            training.BeginEpoch(_report.Epoch);
            while (_report.Batch < order.Batches)
            {
                if (cancellation.IsCancellationRequested)
                {
                    SaveCheckpoint();
                    return _report = _report with { End = TrainingEnd.Cancelled };
                }

                Update(training, order);
                if (CheckpointEvery > 0 && _report.Step % CheckpointEvery == 0)
                {
                    SaveCheckpoint();
                }

                if (ReportEvery > 0 && _report.Step % ReportEvery == 0)
                {
                    progress?.Report(_report);
                }
            }

            EndEpoch(validation);
            SaveCheckpoint();
            progress?.Report(_report);
        }

        if (Stop is not null)
        {
            RestoreBest();
        }

        TrainingEnd end = Watch.Reached ? TrainingEnd.Threshold : Watch.Stopped ? TrainingEnd.Stopped : TrainingEnd.Epochs;
        return _report = _report with { End = end };
    }
}
