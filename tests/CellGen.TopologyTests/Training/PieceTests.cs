using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Training;

/// <summary>The pieces of a trainer alone: order, early stopping, cut texts.</summary>
public sealed class PieceTests
{
    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(53, 13, false)]
    [InlineData(53, 13, true)]
    [InlineData(600, 7, true)]
    [InlineData(8, 100, true)]
    public void AnEpochVisitsEachSequenceOnce(int count, int batchSize, bool buckets)
    {
        var random = new Random(1);
        int[] lengths = [.. Enumerable.Range(0, count).Select(_ => random.Next(1, 100))];
        var order = new SequenceOrder(count, batchSize, seed: 3, lengths: buckets ? lengths : null);
        Assert.Equal((count + batchSize - 1) / batchSize, order.Batches);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            order.Begin(epoch);
            List<int> visited = [];
            for (int batch = 0; batch < order.Batches; batch++)
            {
                Assert.Equal(batch < order.Batches - 1 ? batchSize : count - (batch * batchSize), order.Batch(batch).Length);
                visited.AddRange(order.Batch(batch));
            }

            Assert.Equal(Enumerable.Range(0, count), visited.Order());
            Assert.True(count < 10 || !visited.SequenceEqual(Enumerable.Range(0, count)));
        }
    }

    [Fact]
    public void BucketsHaveLengthsThatAreAlike()
    {
        var random = new Random(1);
        int[] lengths = [.. Enumerable.Range(0, 640).Select(_ => random.Next(1, 1000))];
        Assert.True(Spread(lengths) < 150, $"{Spread(lengths)}");
        Assert.True(Spread(null) > 600, $"{Spread(null)}");

        double Spread(int[]? known)
        {
            var order = new SequenceOrder(640, 10, lengths: known);
            return Enumerable.Range(0, order.Batches).Average(batch =>
            {
                int[] of = [.. order.Batch(batch).ToArray().Select(i => lengths[i])];
                return of.Max() - of.Min();
            });
        }
    }

    [Fact]
    public void AnOrderIsAFunctionOfSeedAndEpoch()
    {
        Assert.Equal(Of(3, 7), Of(3, 7));
        Assert.NotEqual(Of(3, 7), Of(3, 8));
        Assert.NotEqual(Of(3, 7), Of(4, 7));
        Assert.Equal("5 3 7 6 9 2 8 0 4 1", string.Join(' ', Of(0, 0)));
        Assert.Equal(Enumerable.Range(0, 10), new SequenceOrder(10, 10, shuffle: false).Batch(0).ToArray());

        static int[] Of(int seed, int epoch)
        {
            var order = new SequenceOrder(10, 10, seed);
            order.Begin(5);
            order.Begin(epoch);
            return order.Batch(0).ToArray();
        }
    }

    [Fact]
    public void EveryOrderIsAsLikely()
    {
        var counts = new Dictionary<string, int>();
        var order = new SequenceOrder(4, 4, 1);
        for (int epoch = 0; epoch < 24_000; epoch++)
        {
            order.Begin(epoch);
            string key = string.Join(' ', order.Batch(0).ToArray());
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void StoppingHasPatienceAndKnowsTheBest()
    {
        var stop = new EarlyStopping(patience: 2, minDelta: 0.1);
        (double Value, bool Improved, bool Stops)[] course =
            [(1, true, false), (0.95, false, false), (0.8, true, false), (double.NaN, false, false), (0.75, false, false), (0.9, false, true)];
        foreach ((double value, bool improved, bool stops) in course)
        {
            Assert.Equal(stops, stop.Observe(value));
            Assert.Equal(improved, stop.Improved);
        }

        Assert.Equal((0.8, 3, false), (stop.Best, stop.Bad, stop.Reached));
        var rising = new EarlyStopping(0, threshold: 0.9, maximize: true);
        Assert.False(rising.Observe(0.5));
        Assert.False(rising.Observe(0.6));
        Assert.True(rising.Observe(0.95));
        Assert.True(rising.Reached);
        Assert.Throws<ArgumentOutOfRangeException>("patience", () => new EarlyStopping(-1));
        Assert.Throws<ArgumentOutOfRangeException>("minDelta", () => new EarlyStopping(1, -1));
    }

    [Fact]
    public void APieceOfATextHasTheNextTokensAsLabels()
    {
        int[] text = [.. Enumerable.Range(10, 12)];
        var source = new NextTokens(text, 4);
        Assert.Equal(3, source.Count);
        Assert.Equal([4, 4, 3], Enumerable.Range(0, 3).Select(source.StepsOf));
        Assert.Equal([18, 19, 20], source.Get(2).Tokens.ToArray());
        Assert.Equal([19, 20, 21], source.Get(2).Labels.ToArray());
        Assert.Equal(1, new NextTokens(text[..2], 4).Count);
        Assert.Throws<ArgumentException>("tokens", () => new NextTokens([1], 4));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new NextTokens(text, 0));
    }
}
