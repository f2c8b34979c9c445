namespace CellGen;

/// <content>The memory, and what it is made for.</content>
public sealed partial class Trainer<TNet>
{
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
    private (long Sequences, long Steps) _data;
    private (long Sequences, long Steps)? _resumedData;

    private static long AllSteps(ISequenceSource source)
    {
        long all = 0;
        for (int i = 0; i < source.Count; i++)
        {
            all += source.StepsOf(i);
        }

        return all;
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

        if (WarmUpSteps > 0 && (_loss is CtcSequenceLoss || Metric is CtcSequenceLoss))
        {
            throw new InvalidOperationException("WarmUpSteps would cut a sequence whose labels have no place in it; expected another loss than CTC.");
        }

        int most = MostSteps(training, nameof(training));
        if (most == 0)
        {
            throw new ArgumentException("training has no sequence; expected at least one.", nameof(training));
        }

        Allocate(validation is null ? most : Math.Max(most, MostSteps(validation, nameof(validation))));
        _data = (training.Count, AllSteps(training));
        int[]? lengths = BucketByLength ? [.. Enumerable.Range(0, training.Count).Select(training.StepsOf)] : null;
        return new SequenceOrder(training.Count, BatchSize, Seed, Shuffle, lengths);
    }

    /// <summary>Allocates what is missing: after the first time nothing, unless sequences are longer.</summary>
    private void Allocate(int maxSteps)
    {
        if (_memory.Length == 0 || _memory[0].Pass.MaxSteps < maxSteps)
        {
            // As many sequences at a time as a shard has.
            int shards = Math.Min(Shards, BatchSize);
            int most = Math.Min(LargestGroup, (BatchSize + shards - 1) / shards);
            _memory = [.. Enumerable.Range(0, Threads).Select(_ => new TrainingMemory(_model, maxSteps, most, _loss, Metric))];
        }

        if ((CarryState || WarmUpSteps > 0) && _memory[0].Pass.StateSize == 0)
        {
            throw new InvalidOperationException($"CarryState and WarmUpSteps are for nets that go on from a state; {typeof(TNet).Name} begins anew with each source.");
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
}
