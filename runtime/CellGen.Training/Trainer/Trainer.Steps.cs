namespace CellGen;

/// <content>The work of an update, in shards, and the end of an epoch.</content>
public sealed partial class Trainer<TNet>
{
    private EarlyStopping Watch => Stop ?? (_ownWatch ??= new EarlyStopping(int.MaxValue));

    /// <summary>Gives the model the weights of the best epoch so far. <see cref="Fit"/> does so where it has a Stop and was not cancelled.</summary>
    /// <returns>Whether there was one.</returns>
    public bool RestoreBest()
    {
        _bestParameters?.CopyTo(_model.Parameters);
        return _bestParameters is not null;
    }

    private void Update(ISequenceSource source, SequenceOrder order)
    {
        ReadOnlySpan<int> batch = order.Batch(_report.Batch);
        (_source, _order, _batchWeight) = (source, order, 0);
        for (int i = 0; i < batch.Length; i++)
        {
            _weights[i] = _loss.Weight(Counted(batch[i], BeginsAnew(batch[i])));
            _batchWeight += _weights[i];
        }

        int shards = Math.Min(Shards, batch.Length);
        _loop!.Run(shards, _trainBody);
        _gradient.AsSpan().Clear();
        for (int shard = 0; shard < shards; shard++)
        {
            Scaling.Add(_gradient, _shardGradients[shard]);
            _epochLoss.Add(_shardLosses[shard]);
        }

        float largest = GradientClipping.ByValue(_gradient, ClipValue);
        float norm = GradientClipping.ByGlobalNorm(_gradient, ClipNorm);
        bool steps = float.IsFinite(largest) && !float.IsNaN(norm);
        if (Schedule is not null)
        {
            _optimizer.LearningRate = Schedule.At(_report.Step);
        }

        // A batch in which nothing counts has no gradient, and is no reason for the averages of an optimizer to fall.
        if (steps && _batchWeight != 0)
        {
            _optimizer.Step(_model.Parameters, _gradient);
        }

        _report = _report with
        {
            Batch = _report.Batch + 1,
            Step = _report.Step + 1,
            TrainingLoss = _epochLoss.Value,
            LearningRate = _optimizer.LearningRate,
            GradientNorm = norm,
            SkippedSteps = _report.SkippedSteps + (steps ? 0 : 1),
        };
    }

    private void TrainShard(int worker, int shard)
    {
        ReadOnlySpan<int> batch = _order!.Batch(_report.Batch);
        int shards = Math.Min(Shards, batch.Length);
        TrainingMemory memory = _memory[worker];
        memory.Pass.Gradient.Clear();
        WeightedMean loss = default;
        int end = (int)((long)batch.Length * (shard + 1) / shards);
        int first = (int)((long)batch.Length * shard / shards);
        if (memory.Group is not null)
        {
            TrainTogether(memory, batch, first, end, ref loss);
        }
        else
        {
            for (int i = first; i < end; i++)
            {
                if (_weights[i] != 0 || CarryState)
                {
                    TrainAlone(memory, batch, i, ref loss);
                }
            }
        }

        _shardLosses[shard] = loss;
        memory.Pass.Gradient.CopyTo(_shardGradients[shard]);
    }

    private void TrainAlone(TrainingMemory memory, ReadOnlySpan<int> batch, int i, ref WeightedMean loss)
    {
        try
        {
            int seed = (int)new ShuffleRandom(~(long)Seed, (_report.Step * BatchSize) + i).Next();
            double share = _weights[i] == 0 ? 0 : _weights[i] / _batchWeight;
            bool anew = BeginsAnew(batch[i]);
            Sequence counted = Counted(batch[i], anew);
            int steps = _source!.StepsOf(batch[i]);
            Span<float> state = State(i);
            if (anew && WarmUpSteps > 0)
            {
                state = memory.WarmUp(_source.Get(batch[i]), steps, WarmUpSteps, state);
                (steps, anew) = (steps - WarmUpSteps, false);
            }

            float value = memory.Train(counted, steps, share, seed, state, anew);
            loss.Add(value, _weights[i]);
        }
        catch (ArgumentException exception)
        {
            throw Misfit(batch[i], exception);
        }
    }

    /// <summary>Whether a sequence begins with the net's own state, and not where another has ended.</summary>
    private bool BeginsAnew(int index) => !CarryState || _report.Batch == 0 || !_source!.Continues(index);

    /// <summary>The state at a place of a batch, where states are carried; else nothing.</summary>
    private Span<float> State(int place)
    {
        int size = _states.Length / BatchSize;
        return _states.AsSpan(place * size, size);
    }

    /// <summary>What counts of a sequence: all behind its warm-up.</summary>
    private Sequence Counted(int index, bool anew)
    {
        Sequence sequence = _source!.Get(index);
        if (!anew || WarmUpSteps == 0)
        {
            return sequence;
        }

        try
        {
            return SequencePart.From(sequence, _source.StepsOf(index), WarmUpSteps, _memory[0].Pass);
        }
        catch (ArgumentException exception)
        {
            throw Misfit(index, exception);
        }
    }

    private static InvalidOperationException Misfit(int index, Exception exception) => new($"Sequence {index}: {exception.Message}", exception);

    private void EndEpoch(ISequenceSource? validation)
    {
        (double loss, double metric) = validation is null ? (double.NaN, double.NaN) : RunEvaluation(validation);
        double watched = validation is null ? _report.TrainingLoss : Metric is null ? loss : metric;
        Schedule?.Observe(watched);
        Watch.Observe(watched);
        if (Watch.Improved && Stop is not null)
        {
            _bestParameters ??= new float[_model.Parameters.Length];
            _model.Parameters.CopyTo(_bestParameters);
        }

        _epochLoss = default;
        _report = _report with
        {
            Epoch = _report.Epoch + 1,
            Batch = 0,
            ValidationLoss = loss,
            Metric = Metric is null ? double.NaN : metric,
            Best = Watch.Best,
            BestEpoch = Watch.Improved ? _report.Epoch + 1 : _report.BestEpoch,
        };
    }
}
