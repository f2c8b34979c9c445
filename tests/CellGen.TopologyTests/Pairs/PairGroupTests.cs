using CellGen.TopologyTests.Nets;
using CellGen.TopologyTests.Training;
using Xunit;
using static CellGen.TopologyTests.Training.TrainingData;

namespace CellGen.TopologyTests.Pairs;

/// <summary>A trainer runs several pairs at a time: with the bits of one after the other, on any number of threads, and after a kill.</summary>
public sealed class PairGroupTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cellgen-{Guid.NewGuid():N}.checkpoint");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void TokensToTokens()
    {
        Check(() => new AdditivePair(1), Tokens(31, 6), Loss.CrossEntropy);
        Check(() => new GeneralPair(1), Tokens(31, 6), Loss.CrossEntropy);
        Check(() => new DotPair(1), Tokens(31, 6), Loss.CrossEntropy);
        Check(() => new FrozenPair(1), Tokens(31, 6), Loss.CrossEntropy);
        Check(() => new LayeredDot(1), Tokens(31, 6), Loss.CrossEntropy);
        Check(() => new LayeredFrozenPair(1), Tokens(31, 6), Loss.CrossEntropy);
    }

    [Fact]
    public void ValuesToValues()
    {
        Check(() => new DeepPair(1), Values(31, source: 3, context: 0, fed: false), Loss.MeanSquared);
        Check(() => new AdditiveValuesPair(1), Values(31, source: 3, context: 0, fed: false), Loss.MeanSquared);
        Check(() => new FedPair(1), Values(31, source: 3, context: 0, fed: true), Loss.MeanSquared);
        Check(() => new FedAdditivePair(1), Values(31, source: 3, context: 0, fed: true), Loss.MeanSquared);
    }

    [Fact]
    public void FromAContext()
    {
        Check(() => new StylePair(1), Values(31, source: 0, context: 20, fed: false), Loss.MeanSquared);
        Check(() => new FedStylePair(1), Values(31, source: 0, context: 5, fed: true), Loss.MeanSquared);
        var captions = new SequenceList();
        SequenceList tokens = Tokens(31, 5);
        for (int i = 0; i < tokens.Count; i++)
        {
            captions.AddPair([.. Enumerable.Range(0, 5).Select(k => (float)Math.Sin(i + (3 * k)))], tokens.Get(i).Labels.ToArray());
        }

        Check(() => new CaptionPair(1), captions, Loss.CrossEntropy);
    }

    [Fact]
    public void WhereABatchHasOtherBitsItIsOneAfterTheOther()
    {
        Assert.Equal(1, ((ITrainable)new SharedPair()).NewPass(6, 8).BatchSize);
        Assert.Equal(1, ((ITrainable)new DroppingPair()).NewPass(6, 8).BatchSize);
        Assert.Equal(1, ((ITrainable)new TrainedGru(1)).NewPass(6, 8).BatchSize);
        Assert.Equal(1, ((ITrainable)new AdditivePair()).NewPass(6).BatchSize);
        Assert.Throws<NotSupportedException>(() => ((ITrainable)new TrainedGru(1)).NewPass(6, 8).ForwardBatch(default, [], [], [], []));
    }

    [Fact]
    public void KilledItEndsWithTheSameBits()
    {
        int[] expected = Run(steps: int.MaxValue, checkpoint: null)!;
        var random = new Random(3);
        int[]? bits = null;
        int kills = 0;
        for (; bits is null; kills++)
        {
            bits = Run(random.Next(20, 90), _path);
        }

        Assert.True(kills > 3, $"{kills}");
        Assert.Equal(expected, bits);

        int[]? Run(int steps, string? checkpoint)
        {
            var net = new AdditivePair(1);
            Loss loss = Loss.Of((sequence, output, gradient) => --steps == 0 ? throw new TimeoutException() : Loss.CrossEntropy.Compute(sequence, output, 8, gradient), sequence => sequence.Labels.Length);
            try
            {
                Trainer(net, threads: 1, shards: 3, loss, checkpoint).Fit(Tokens(31, 6), null, epochs: 6);
                return Bits(net);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void TheSequenceThatDoesNotFitIsNamed(int threads)
    {
        Misfit([1, 2, 3, 4, 5, 6, 1], [3, 0], "MaxSource");
        Misfit([1, 7], [3, 0], "7");
        Misfit([], [3, 0], "source");
        Misfit([1], [3, 9], "9");

        void Misfit(int[] source, int[] target, string says)
        {
            SequenceList data = Tokens(9, 6);
            data.Add(source, target);
            data.Add([1, 2], [3, 0]);
            var net = new AdditivePair(1);
            var trainer = new Trainer<AdditivePair>(net, new Sgd(net.Parameters.Length), Loss.CrossEntropy) { BatchSize = 11, Shards = 2, Threads = threads, Shuffle = false };
            string message = Assert.Throws<InvalidOperationException>(() => trainer.Fit(data, null, 1)).Message;
            Assert.StartsWith("Sequence 9: ", message, StringComparison.Ordinal);
            Assert.Contains(says, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NoStepAllocates()
    {
        long before = 0;
        long allocated = -1;
        var net = new AdditivePair(1);
        Trainer(net, threads: 1, shards: 3, Loss.CrossEntropy, checkpoint: null).Fit(Tokens(400, 6), null, 1, new Listener(report =>
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            allocated = report.Step > 10 && report.Epoch == 0 ? Math.Max(allocated, now - before) : allocated;
            before = GC.GetAllocatedBytesForCurrentThread();
        }));
        Assert.Equal(0, allocated);
    }

    /// <summary>Groups that fill and groups that do not, of all numbers of threads, beside one after the other.</summary>
    private static void Check<T>(Func<T> create, SequenceList data, Loss loss)
        where T : class, ITrainable
    {
        Assert.Equal(8, create().NewPass(6, 8).BatchSize);
        foreach (int shards in new[] { 1, 5 })
        {
            T alone = create();
            double expected = Trainer(new OneByOne(alone), threads: 1, shards, loss, checkpoint: null).Fit(data, null, epochs: 3).TrainingLoss;
            foreach (int threads in new[] { 1, 2, 3 })
            {
                T net = create();
                Assert.Equal(expected, Trainer(net, threads, shards, loss, checkpoint: null).Fit(data, null, epochs: 3).TrainingLoss);
                Assert.Equal(Bits(alone), Bits(net));
            }
        }
    }

    private static Trainer<T> Trainer<T>(T net, int threads, int shards, Loss loss, string? checkpoint)
        where T : class, ITrainable => new(net, new Adam(net.Parameters.Length, 0.01f), loss)
        {
            BatchSize = 13,
            ClipNorm = 1,
            Threads = threads,
            Shards = shards,
            Checkpoint = checkpoint,
            CheckpointEvery = checkpoint is null ? 0 : 1,
            ReportEvery = 1,
            Seed = 2,
        };

    /// <summary>Pairs of uneven lengths; some count nothing.</summary>
    private static SequenceList Tokens(int count, int longest)
    {
        var random = new Random(4);
        var list = new SequenceList();
        for (int i = 0; i < count; i++)
        {
            int[] source = [.. Enumerable.Range(0, random.Next(1, longest + 1)).Select(_ => random.Next(7))];
            int[] target = [.. Enumerable.Range(0, random.Next(0, longest)).Select(_ => random.Next(1, 8)), 0];
            list.Add(source, target, i % 7 == 3 ? new float[target.Length] : null);
        }

        return list;
    }

    private static SequenceList Values(int count, int source, int context, bool fed)
    {
        var random = new Random(4);
        var list = new SequenceList();
        float[] Next(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble() - 0.5f)];
        for (int i = 0; i < count; i++)
        {
            int steps = random.Next(1, 7);
            list.AddPair(steps, Next(context > 0 ? context : random.Next(1, 7) * source), Next(2 * (fed ? random.Next(1, steps + 1) : steps)), Next(2 * steps));
        }

        return list;
    }
}
