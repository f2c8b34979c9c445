using CellGen.TopologyTests.Nets;

namespace CellGen.TopologyTests.Training;

/// <summary>Small problems with sequences of uneven lengths.</summary>
internal static class TrainingData
{
    /// <summary>The adding problem (Hochreiter and Schmidhuber 1997): the running sum of the numbers that are marked.</summary>
    public static SequenceList Adding(int count, int seed, int least = 3, int most = 17)
    {
        var random = new Random(seed);
        var list = new SequenceList();
        for (int i = 0; i < count; i++)
        {
            int steps = random.Next(least, most + 1);
            float[] input = new float[2 * steps];
            float[] target = new float[steps];
            float sum = 0;
            for (int t = 0; t < steps; t++)
            {
                input[2 * t] = (float)random.NextDouble() - 0.5f;
                input[(2 * t) + 1] = random.Next(3) == 0 ? 1 : 0;
                sum += input[2 * t] * input[(2 * t) + 1];
                target[t] = sum;
            }

            list.Add(steps, input, target, i % 4 == 1 ? [.. Enumerable.Range(0, steps).Select(t => t % 2f)] : null);
        }

        return list;
    }

    /// <summary>A text whose next token is mostly the sum of the last two, modulo seven.</summary>
    public static int[] Text(int length, int seed)
    {
        var random = new Random(seed);
        int[] text = new int[length];
        for (int i = 0; i < length; i++)
        {
            text[i] = i < 2 || random.Next(20) == 0 ? random.Next(7) : (text[i - 1] + text[i - 2]) % 7;
        }

        return text;
    }

    /// <summary>Tokens from 0 to 4, and whether the first is below, at or above 2.</summary>
    public static SequenceList Classes(int count, int seed)
    {
        var random = new Random(seed);
        var list = new SequenceList();
        for (int i = 0; i < count; i++)
        {
            int[] tokens = [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => random.Next(5))];
            list.Add(tokens, [1 + Math.Sign(tokens[0] - 2)]);
        }

        return list;
    }

    public static Trainer<TrainedGru> AddingTrainer(TrainedGru model, int threads = 1, int shards = 8, bool buckets = false, EarlyStopping? stop = null, string? checkpoint = null, int every = 0, int report = 0) =>
        new(model, new AdamW(model.Parameters.Length, weightDecay: 0.1f), Loss.MeanSquared)
        {
            BatchSize = 13,
            ClipNorm = 1,
            Schedule = new WarmUpSchedule(new CosineSchedule(0.02f, 60), 5),
            Threads = threads,
            Shards = shards,
            BucketByLength = buckets,
            Stop = stop,
            Checkpoint = checkpoint,
            CheckpointEvery = every,
            ReportEvery = report,
            Seed = 5,
        };

    /// <summary>The epochs of <see cref="LongRun"/>, of 5 updates each.</summary>
    public const int LongRunEpochs = 60;

    /// <summary>A run that is long enough to be killed often: in a process of its own, and undisturbed in that of the tests.</summary>
    public static Trainer<TrainedGru> LongRun(TrainedGru model, string? checkpoint, int every) =>
        AddingTrainer(model, stop: new EarlyStopping(LongRunEpochs), checkpoint: checkpoint, every: every, report: 1);

    /// <summary>The bits of the parameters.</summary>
    public static int[] Bits(INetwork model) => [.. model.Parameters.ToArray().Select(BitConverter.SingleToInt32Bits)];

    /// <summary>Reports at once and on the caller's thread, which <see cref="Progress{T}"/> does not.</summary>
    public sealed class Listener(Action<TrainingReport> action) : IProgress<TrainingReport>
    {
        public void Report(TrainingReport value) => action(value);
    }
}
