namespace CellGen;

/// <content>The work of an update and of a validation, in shards.</content>
public sealed partial class Trainer<TNet>
{
    /// <summary>The parts in which sequences are evaluated, whatever the number of threads.</summary>
    private const int EvaluationShards = 16;

    private readonly Action<int, int> _trainBody;
    private readonly Action<int, int> _evaluateBody;
    private TrainingMemory[] _memory = [];
    private float[][] _shardGradients = [];
    private float[] _gradient = [];
    private double[] _weights = [];
    private WeightedMean[] _shardLosses = [];
    private WeightedMean[] _shardMetrics = [];
    private float[] _states = [];
    private float[]? _bestParameters;
    private EarlyStopping? _ownWatch;
    private TrainingReport _report = new() { ValidationLoss = double.NaN, Metric = double.NaN, Best = double.NaN };
    private WeightedMean _epochLoss;
    private ShardedLoop? _loop;
    private ISequenceSource? _source;
    private SequenceOrder? _order;
    private double _batchWeight;

    private EarlyStopping Watch => Stop ?? (_ownWatch ??= new EarlyStopping(int.MaxValue));

    /// <summary>The mean loss and metric over sequences, each counting by its weight, without dropout; the same bits on any number of threads.</summary>
    /// <param name="sequences">The sequences.</param>
    /// <returns>Both; the metric is 0 where there is none.</returns>
    /// <exception cref="InvalidOperationException">A sequence does not fit the net or the loss; the message has its number.</exception>
    public (double Loss, double Metric) Evaluate(ISequenceSource sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (_loop is not null)
        {
            return RunEvaluation(sequences);
        }

        Allocate(MostSteps(sequences, nameof(sequences)));
        using var loop = new ShardedLoop(Threads, Math.Max(Shards, EvaluationShards));
        _loop = loop;
        try
        {
            return RunEvaluation(sequences);
        }
        finally
        {
            _loop = null;
        }
    }

    /// <summary>Gives the model the weights of the best epoch so far. <see cref="Fit"/> does so where it has a Stop and was not cancelled.</summary>
    /// <returns>Whether there was one.</returns>
    public bool RestoreBest()
    {
        _bestParameters?.CopyTo(_model.Parameters);
        return _bestParameters is not null;
    }

    private static int MostSteps(ISequenceSource source, string name)
    {
        int most = 0;
        for (int i = 0; i < source.Count; i++)
        {
            int steps = source.StepsOf(i);
            most = steps >= 1 ? Math.Max(most, steps) : throw new ArgumentException($"Sequence {i} of {name} has {steps} steps; expected at least 1.", name);
        }

        return most;
    }

    private SequenceOrder Prepare(ISequenceSource training, ISequenceSource? validation)
    {
        if (CarryState && (Shuffle || BucketByLength))
        {
            throw new InvalidOperationException("CarryState visits sequences in their order; expected Shuffle = false and no BucketByLength.");
        }

        int most = MostSteps(training, nameof(training));
        if (most == 0)
        {
            throw new ArgumentException("training has no sequence; expected at least one.", nameof(training));
        }

        Allocate(validation is null ? most : Math.Max(most, MostSteps(validation, nameof(validation))));
        int[]? lengths = BucketByLength ? [.. Enumerable.Range(0, training.Count).Select(training.StepsOf)] : null;
        return new SequenceOrder(training.Count, BatchSize, Seed, Shuffle, lengths);
    }

    /// <summary>Allocates what is missing: after the first time nothing, unless sequences are longer.</summary>
    private void Allocate(int maxSteps)
    {
        if (_memory.Length == 0 || _memory[0].Pass.MaxSteps < maxSteps)
        {
            _memory = [.. Enumerable.Range(0, Threads).Select(_ => new TrainingMemory(_model, maxSteps, _loss, Metric))];
        }

        int states = CarryState ? BatchSize * _memory[0].Pass.StateSize : 0;
        _states = _states.Length == states ? _states : new float[states];
        int count = _model.Parameters.Length;
        if (_gradient.Length == 0)
        {
            _gradient = new float[count];
            _shardGradients = [.. Enumerable.Range(0, Math.Min(Shards, BatchSize)).Select(_ => new float[count])];
            _weights = new double[BatchSize];
            _shardLosses = new WeightedMean[Math.Max(Shards, EvaluationShards)];
            _shardMetrics = new WeightedMean[_shardLosses.Length];
        }
    }

    private void Update(ISequenceSource source, SequenceOrder order)
    {
        ReadOnlySpan<int> batch = order.Batch(_report.Batch);
        (_source, _order, _batchWeight) = (source, order, 0);
        for (int i = 0; i < batch.Length; i++)
        {
            _weights[i] = _loss.Weight(source.Get(batch[i]));
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
        for (int i = (int)((long)batch.Length * shard / shards); i < end; i++)
        {
            if (_weights[i] == 0 && !CarryState)
            {
                continue;
            }

            try
            {
                int seed = (int)new ShuffleRandom(~(long)Seed, (_report.Step * BatchSize) + i).Next();
                double share = _weights[i] == 0 ? 0 : _weights[i] / _batchWeight;
                float value = memory.Train(_source!.Get(batch[i]), _source.StepsOf(batch[i]), share, seed, State(batch[i], i));
                loss.Add(value, _weights[i]);
            }
            catch (ArgumentException exception)
            {
                throw Misfit(batch[i], exception);
            }
        }

        _shardLosses[shard] = loss;
        memory.Pass.Gradient.CopyTo(_shardGradients[shard]);
    }

    /// <summary>The state from which a sequence begins, where states are carried.</summary>
    private Span<float> State(int index, int place)
    {
        int size = _states.Length / BatchSize;
        Span<float> state = _states.AsSpan(place * size, size);
        if (_report.Batch == 0 || !_source!.Continues(index))
        {
            state.Clear();
        }

        return state;
    }

    private (double Loss, double Metric) RunEvaluation(ISequenceSource sequences)
    {
        _source = sequences;
        _loop!.Run(EvaluationShards, _evaluateBody);
        WeightedMean loss = default;
        WeightedMean metric = default;
        for (int shard = 0; shard < EvaluationShards; shard++)
        {
            loss.Add(_shardLosses[shard]);
            metric.Add(_shardMetrics[shard]);
        }

        return (loss.Value, metric.Value);
    }

    private void EvaluateShard(int worker, int shard)
    {
        WeightedMean losses = default;
        WeightedMean metrics = default;
        int end = (int)((long)_source!.Count * (shard + 1) / EvaluationShards);
        for (int i = (int)((long)_source.Count * shard / EvaluationShards); i < end; i++)
        {
            try
            {
                Sequence sequence = _source.Get(i);
                (float loss, float metric) = _memory[worker].Evaluate(sequence, _source.StepsOf(i));
                losses.Add(loss, _loss.Weight(sequence));
                metrics.Add(metric, Metric?.Weight(sequence) ?? 0);
            }
            catch (ArgumentException exception)
            {
                throw Misfit(i, exception);
            }
        }

        (_shardLosses[shard], _shardMetrics[shard]) = (losses, metrics);
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
