using System.Globalization;

namespace CellGen;

/// <content>Checkpoints: all that the next update depends on.</content>
public sealed partial class Trainer<TNet>
{
    private List<(string Name, string Shape)>? _shapes;

    /// <summary>Writes a checkpoint, atomically, as <see cref="Fit"/> does by itself.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <exception cref="InvalidOperationException">Optimizer or schedule are of one's own and cannot be saved: they are no <see cref="ICheckpointed"/>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveCheckpoint(string path) => Snapshot().Save(path);

    /// <summary>
    /// Goes on from a checkpoint of this net, optimizer, loss, metric, kind of schedule and settings. Where it does not fit nothing
    /// changes. The number of sequences and of their steps is compared when <see cref="Fit"/> goes on with them.
    /// </summary>
    /// <param name="path">A file that a trainer has written.</param>
    /// <exception cref="CheckpointException">It is damaged or of something else; the message begins with its path and names what differs.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Resume(string path) => Resume(path, epochs: 0);

    /// <summary>Goes on from a checkpoint to a number of epochs: where some are left to do, with the sequences that it was made with.</summary>
    private void Resume(string path, int epochs)
    {
        Checkpoint found = CellGen.Checkpoint.Load(path);
        Checkpoint before = Snapshot();
        (long, long)? dataBefore = _resumedData;
        try
        {
            Restore(found, epochs);
        }
        catch (CheckpointException exception)
        {
            Restore(before, epochs: 0);
            _resumedData = dataBefore;
            throw new CheckpointException($"{path}: {exception.Message}", exception);
        }
    }

    private void SaveCheckpoint()
    {
        if (Checkpoint is not null)
        {
            SaveCheckpoint(Checkpoint);
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a checkpoint must have been written by, under the names in which a refusal has it.</summary>
    private IEnumerable<(string Name, string Value)> Identity()
    {
        yield return ("cellgen.version", typeof(ITrainable).Assembly.GetName().Version!.ToString());
        _shapes ??= Shapes();
        foreach ((string name, string shape) in _shapes)
        {
            yield return ("net." + name, shape);
        }

        yield return ("net.tensors", Text(_shapes.Count));
        yield return ("trainer.batch_size", Text(BatchSize));
        yield return ("trainer.shards", Text(Shards));
        yield return ("trainer.seed", Text(Seed));
        yield return ("trainer.shuffle", Shuffle.ToString());
        yield return ("trainer.bucket_by_length", BucketByLength.ToString());
        yield return ("trainer.carry_state", CarryState.ToString());
        yield return ("trainer.warm_up_steps", Text(WarmUpSteps));
        yield return ("trainer.loss", _loss.Name);
        yield return ("trainer.metric", Metric?.Name ?? "none");
        yield return ("trainer.schedule", Schedule?.GetType().Name ?? "none");
    }

    private List<(string Name, string Shape)> Shapes()
    {
        // Weights that are not finite cannot be saved: shapes are asked for with zeros in their place.
        float[] parameters = _model.Parameters.ToArray();
        using var file = new MemoryStream();
        try
        {
            _model.Parameters.Clear();
            _model.Save(file);
        }
        finally
        {
            parameters.CopyTo(_model.Parameters);
        }

        file.Position = 0;
        return [.. SafeTensors.Read(file).Tensors.Select(tensor => (tensor.Name, string.Join(" x ", tensor.Shape)))];
    }

    private Checkpoint Snapshot()
    {
        var checkpoint = new Checkpoint();
        foreach ((string name, string value) in Identity())
        {
            checkpoint.Set(name, value);
        }

        checkpoint.Set("training.sequences", _data.Sequences);
        checkpoint.Set("training.steps", _data.Steps);
        checkpoint.Set("parameters", _model.Parameters);
        checkpoint.Set("best_parameters", _bestParameters ?? []);
        checkpoint.Set("states", _states);
        checkpoint.Set("states.count", _states.Length);
        checkpoint.Set("epoch", _report.Epoch);
        checkpoint.Set("batch", _report.Batch);
        checkpoint.Set("step", _report.Step);
        checkpoint.Set("skipped", _report.SkippedSteps);
        checkpoint.Set("best_epoch", _report.BestEpoch);
        checkpoint.Set("best", _report.Best);
        checkpoint.Set("training_loss", _report.TrainingLoss);
        checkpoint.Set("validation_loss", _report.ValidationLoss);
        checkpoint.Set("metric", _report.Metric);
        checkpoint.Set("learning_rate", _report.LearningRate);
        checkpoint.Set("gradient_norm", _report.GradientNorm);
        checkpoint.Set("epoch_loss_sum", _epochLoss.Sum);
        checkpoint.Set("epoch_loss_weight", _epochLoss.Weight);
        Part(_optimizer, "optimizer").Save(checkpoint, "optimizer.");
        (Schedule as ICheckpointed)?.Save(checkpoint, "schedule.");
        Watch.Save(checkpoint, "watch.");
        return checkpoint;
    }

    private void Restore(Checkpoint checkpoint, int epochs)
    {
        foreach ((string name, string value) in Identity())
        {
            checkpoint.Expect(name, value);
        }

        (long Sequences, long Steps) data = (checkpoint.Integer("training.sequences"), checkpoint.Integer("training.steps"));
        if (checkpoint.Integer("epoch") < epochs)
        {
            CheckData(data);
        }

        int count = _model.Parameters.Length;
        ReadOnlySpan<float> parameters = checkpoint.Floats("parameters", count);
        int best = (int)checkpoint.Integer("best_epoch");
        ReadOnlySpan<float> bestParameters = checkpoint.Floats("best_parameters", best > 0 && Stop is not null ? count : 0);
        ReadOnlySpan<float> states = checkpoint.Floats("states", (int)checkpoint.Integer("states.count"));
        TrainingReport report = new()
        {
            Epoch = (int)checkpoint.Integer("epoch"),
            Batch = (int)checkpoint.Integer("batch"),
            Step = checkpoint.Integer("step"),
            SkippedSteps = checkpoint.Integer("skipped"),
            BestEpoch = best,
            Best = checkpoint.Number("best"),
            TrainingLoss = checkpoint.Number("training_loss"),
            ValidationLoss = checkpoint.Number("validation_loss"),
            Metric = checkpoint.Number("metric"),
            LearningRate = (float)checkpoint.Number("learning_rate"),
            GradientNorm = (float)checkpoint.Number("gradient_norm"),
        };
        WeightedMean epochLoss = new() { Sum = checkpoint.Number("epoch_loss_sum"), Weight = checkpoint.Number("epoch_loss_weight") };
        Part(_optimizer, "optimizer").Load(checkpoint, "optimizer.");
        (Schedule as ICheckpointed)?.Load(checkpoint, "schedule.");
        Watch.Load(checkpoint, "watch.");
        (_report, _epochLoss, _resumedData) = (report, epochLoss, data);
        parameters.CopyTo(_model.Parameters);
        _states = states.ToArray();
        _bestParameters = bestParameters.IsEmpty ? null : bestParameters.ToArray();
    }

    /// <summary>
    /// Compares the sequences of a checkpoint that <see cref="Resume(string)"/> has read with those that it goes on with. Where nothing is
    /// left to do they may be others: the run may go on in another call.
    /// </summary>
    private void CheckResumed(int epochs)
    {
        if (_resumedData is { } resumed)
        {
            if (_report.Epoch < epochs)
            {
                CheckData(resumed);
            }

            _resumedData = resumed == _data ? null : resumed;
        }
    }

    private void CheckData((long Sequences, long Steps) found)
    {
        if (found.Sequences != 0 && found != _data)
        {
            bool count = found.Sequences != _data.Sequences;
            throw new CheckpointException(
                $"'training.{(count ? "sequences" : "steps")}' is '{(count ? found.Sequences : found.Steps)}'; expected '{(count ? _data.Sequences : _data.Steps)}', as the sequences given to Fit have.");
        }
    }

    private static ICheckpointed Part(object part, string name) => part as ICheckpointed ?? throw new InvalidOperationException(
        $"The {name} {part.GetType().Name} cannot be saved; expected an {nameof(ICheckpointed)}.");
}
