using CellGen.TopologyTests.Nets;
using Xunit;
using static CellGen.TopologyTests.Training.TrainingData;

namespace CellGen.TopologyTests.Training;

/// <summary>Truncated back-propagation through time: streams whose states are carried from batch to batch.</summary>
public sealed class StreamTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cellgen-{Guid.NewGuid():N}.checkpoint");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void ItIsTheLoopByHandOnAnyNumberOfThreads()
    {
        int[] text = Text(200, 1);
        var expected = new TrainedTokens(3);
        var adam = new Adam(expected.Parameters.Length, 0.01f);
        var tape = new TrainedTokens.Tape(10);
        var gradient = new TrainedTokens.Gradient();
        var sum = new float[expected.Parameters.Length];
        for (int epoch = 0; epoch < 2; epoch++)
        {
            var states = new TrainedTokens.State[3];
            for (int start = 0; start < 66; start += 10)
            {
                // Each stream is a shard: gradients of their own, added in order.
                int steps = Math.Min(10, 66 - start);
                sum.AsSpan().Clear();
                for (int stream = 0; stream < 3; stream++)
                {
                    ReadOnlySpan<int> tokens = text.AsSpan((66 * stream) + start, steps);
                    float[] output = new float[7 * steps];
                    gradient.Clear();
                    expected.Forward(tokens, output, ref states[stream], tape);
                    SoftmaxCrossEntropy.Compute(output, text.AsSpan((66 * stream) + start + 1, steps), 7, output);
                    float share = (float)(steps / (3.0 * steps));
                    expected.Backward(tokens, [.. output.Select(value => value * share)], gradient, tape);
                    for (int i = 0; i < sum.Length; i++)
                    {
                        sum[i] += gradient.Values[i];
                    }
                }

                adam.Step(expected.Parameters, sum);
            }
        }

        foreach (int threads in new[] { 1, 2, 4 })
        {
            var model = new TrainedTokens(3);
            TrainingReport report = Trainer(model, threads, null).Fit(new TokenStreams(text, 3, 10), null, epochs: 2);
            Assert.Equal(14, report.Step);
            Assert.Equal(Bits(expected), Bits(model));
        }
    }

    /// <summary>The first piece of each stream begins with the parameters, and what it says of them is in the gradient.</summary>
    [Fact]
    public void StreamsBeginInTheStateThatIsTrained()
    {
        int[] text = Text(60, 1);
        var expected = new TrainedBeginning(3);
        var adam = new Adam(expected.Parameters.Length, 0.01f);
        var tape = new TrainedBeginning.Tape(10);
        var gradient = new TrainedBeginning.Gradient();
        var sum = new float[expected.Parameters.Length];
        for (int epoch = 0; epoch < 2; epoch++)
        {
            var states = new TrainedBeginning.State[2];
            for (int start = 0; start < 29; start += 10)
            {
                int steps = Math.Min(10, 29 - start);
                sum.AsSpan().Clear();
                for (int stream = 0; stream < 2; stream++)
                {
                    states[stream] = start == 0 ? expected.GetInitialState() : states[stream];
                    ReadOnlySpan<int> tokens = text.AsSpan((29 * stream) + start, steps);
                    float[] output = new float[7 * steps];
                    gradient.Clear();
                    expected.Forward(tokens, output, ref states[stream], tape);
                    SoftmaxCrossEntropy.Compute(output, text.AsSpan((29 * stream) + start + 1, steps), 7, output);
                    TrainedBeginning.State stateGradient = default;
                    expected.Backward(tokens, [.. output.Select(value => value * 0.5f)], ref stateGradient, gradient, tape);
                    if (start == 0)
                    {
                        gradient.AddInitialState(stateGradient);
                    }

                    for (int i = 0; i < sum.Length; i++)
                    {
                        sum[i] += gradient.Values[i];
                    }
                }

                adam.Step(expected.Parameters, sum);
            }
        }

        var model = new TrainedBeginning(3);
        var trainer = new Trainer<TrainedBeginning>(model, new Adam(model.Parameters.Length, 0.01f), Loss.CrossEntropy) { BatchSize = 2, Shuffle = false, CarryState = true, Threads = 2 };
        trainer.Fit(new TokenStreams(text, 2, 10), null, epochs: 2);
        Assert.Equal(Bits(expected), Bits(model));
        float[] initial = new float[12];
        model.Get("h0_l0", initial);
        Assert.DoesNotContain(0, initial);
    }

    [Fact]
    public void KilledWithinAnEpochItGoesOnWithItsStates()
    {
        var source = new TokenStreams(Text(200, 1), 3, 10);
        var whole = new TrainedTokens(3);
        Trainer(whole, 1, null).Fit(source, null, epochs: 3);
        var random = new Random(1);
        for (int kills = 0; ;)
        {
            var model = new TrainedTokens(3);
            int steps = random.Next(1, 6);
            try
            {
                Trainer(model, 2, _path).Fit(source, null, epochs: 3, new Listener(_ => steps = --steps == 0 ? throw new TimeoutException() : steps));
                Assert.Equal(Bits(whole), Bits(model));
                Assert.True(kills > 3, $"{kills}");
                return;
            }
            catch (TimeoutException)
            {
                kills++;
            }
        }
    }

    [Fact]
    public void StreamsAreCutAsTheySay()
    {
        var source = new TokenStreams([.. Enumerable.Range(0, 24)], 3, 5);
        Assert.Equal(6, source.Count);
        Assert.Equal([5, 5, 5, 2, 2, 2], Enumerable.Range(0, 6).Select(source.StepsOf));
        Assert.Equal([7, 8, 9, 10, 11], source.Get(1).Tokens.ToArray());
        Assert.Equal([12, 13], source.Get(4).Tokens.ToArray());
        Assert.Equal([13, 14], source.Get(4).Labels.ToArray());
        Assert.Throws<ArgumentException>("tokens", () => new TokenStreams(new int[3], 3, 5));
        Assert.Throws<ArgumentOutOfRangeException>("streams", () => new TokenStreams(new int[3], 0, 5));
    }

    [Fact]
    public void StatesAreNotCarriedThroughAShuffle()
    {
        var model = new TrainedTokens(3);
        var trainer = new Trainer<TrainedTokens>(model, new Adam(model.Parameters.Length), Loss.CrossEntropy) { CarryState = true };
        Assert.Contains("Shuffle = false", Assert.Throws<InvalidOperationException>(() => trainer.Fit(new TokenStreams(Text(50, 1), 2, 5), null, 1)).Message, StringComparison.Ordinal);
    }

    private static Trainer<TrainedTokens> Trainer(TrainedTokens model, int threads, string? checkpoint) =>
        new(model, new Adam(model.Parameters.Length, 0.01f), Loss.CrossEntropy)
        {
            BatchSize = 3,
            Shuffle = false,
            CarryState = true,
            Threads = threads,
            Checkpoint = checkpoint,
            CheckpointEvery = 1,
            ReportEvery = 1,
        };
}
