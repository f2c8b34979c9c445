using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Training;

/// <summary>
/// What an RNN cannot learn and a gated net must (Hochreiter and Schmidhuber 1997): to add two numbers that are marked in a long
/// row, and to name the first of many tokens. From five seeds each, to a stated accuracy on sequences that nothing has seen, all of
/// the longest length; those that are learned from are of every length to it.
/// </summary>
public sealed class ConvergenceTests
{
    private const int Shortest = 4;
    private const int Steps = 30;

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    private static Initialization Start => Initialization.Torch with { ForgetGateBias = 1 };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnLstmAdds(int seed) => Adds(new AddingLstm(seed, Start), seed);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AGruAdds(int seed) => Adds(new AddingGru(seed, Start), seed);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnLstmRecalls(int seed) => Recalls(new RecallLstm(seed, Start), seed);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AGruRecalls(int seed) => Recalls(new RecallGru(seed, Start), seed);

    /// <summary>To a mean squared error of 0.01; who always says 1 has 1/6.</summary>
    private static void Adds(ITrainable model, int seed) =>
        Assert.InRange(Train(model, Loss.MeanSquared, Loss.MeanSquared, Sums, seed, threshold: 0.008), 0, 0.01);

    /// <summary>To 99 of 100 right; who guesses has 25.</summary>
    private static void Recalls(ITrainable model, int seed) =>
        Assert.InRange(Train(model, Loss.CrossEntropy, Loss.ErrorRate, Firsts, seed, threshold: 0), 0, 0.01);

    /// <summary>Trains until a metric has come to a threshold on some sequences; returns it on others.</summary>
    private static double Train(ITrainable model, Loss loss, Loss metric, Func<int, int, int, ISequenceSource> data, int seed, double threshold)
    {
        var trainer = new Trainer<ITrainable>(model, new Adam(model.Parameters.Length, 0.01f), loss)
        {
            BatchSize = 20,
            ClipNorm = 1,
            Seed = seed,
            Threads = 2,
            Metric = metric,
            Stop = new EarlyStopping(patience: 80, threshold: threshold),
        };
        TrainingReport end = trainer.Fit(data(1000, 1000 + seed, Shortest), data(200, 2000 + seed, Steps), epochs: 80);
        Assert.Equal(TrainingEnd.Threshold, end.End);
        return trainer.Evaluate(data(1000, 3000 + seed, Steps)).Metric;
    }

    /// <summary>The adding problem: rows of a number from 0 to 1 and a mark, of which there is one in each half; the sum of both numbers.</summary>
    private static ISequenceSource Sums(int count, int seed, int least)
    {
        var random = new Random(seed);
        var list = new SequenceList();
        for (int i = 0; i < count; i++)
        {
            int steps = random.Next(least, Steps + 1);
            float[] input = new float[2 * steps];
            for (int t = 0; t < steps; t++)
            {
                input[2 * t] = random.NextSingle();
            }

            (int first, int second) = (random.Next(steps / 2), random.Next(steps / 2, steps));
            (input[(2 * first) + 1], input[(2 * second) + 1]) = (1, 1);
            list.Add(steps, input, [input[2 * first] + input[2 * second]]);
        }

        return list;
    }

    /// <summary>One of four tokens, then many of four others; the first.</summary>
    private static ISequenceSource Firsts(int count, int seed, int least)
    {
        var random = new Random(seed);
        var list = new SequenceList();
        for (int i = 0; i < count; i++)
        {
            int first = random.Next(4);
            int others = random.Next(least, Steps + 1) - 1;
            list.Add([first, .. Enumerable.Range(0, others).Select(_ => random.Next(4, 8))], [first]);
        }

        return list;
    }
}
