namespace CellGen;

/// <content>Validation, in shards.</content>
public sealed partial class Trainer<TNet>
{
    /// <summary>The parts in which sequences are evaluated, whatever the number of threads.</summary>
    private const int EvaluationShards = 16;

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
                TrainingMemory memory = _memory[worker];
                int steps = _source.StepsOf(i);
                Sequence sequence = Counted(i, anew: true);
                Span<float> state = WarmUpSteps > 0 ? memory.WarmUp(_source.Get(i), steps, WarmUpSteps, []) : [];
                (float loss, float metric) = memory.Evaluate(sequence, steps - WarmUpSteps, state);
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
}
