using CellGen.TopologyTests.Nets;
using Xunit;

namespace CellGen.TopologyTests.Training;

/// <summary>A net with several outputs is trained with a loss for each, their gradients one behind the other.</summary>
public sealed class SeveralOutputsTests
{
    private static readonly Loss Both = Loss.Outputs((Loss.MeanSquared, 2f), (Loss.CrossEntropy, 0.5f));

    [Fact]
    public void TheLossIsTheWeightedSumOfThoseOfTheOutputs()
    {
        var model = new TrainedTwice(3);
        TrainingPass pass = ((ITrainable)model).NewPass(9);
        SequenceList data = Data(1, 1);
        Sequence sequence = data.Get(0);
        int steps = data.StepsOf(0);
        float[] output = new float[pass.OutputLength(steps)];
        Assert.Equal((2, steps + 3), (pass.OutputCount, output.Length));
        pass.Forward(sequence, [], output);

        float[] sums = new float[steps], classes = new float[3], gradient = new float[output.Length];
        model.Forward(sequence.Input, sums, classes, new TrainedTwice.Workspace(9));
        Assert.Equal([.. sums, .. classes], output);
        float loss = Both.ForThread(pass).Compute(sequence, output, 1, gradient);
        float[] first = new float[steps], second = new float[3];
        float expected = (2f * MeanSquaredError.Compute(sums, sequence.Target, first)) + (0.5f * SoftmaxCrossEntropy.Compute(classes, sequence.Labels, 3, second));
        Assert.Equal(expected, loss);
        Assert.Equal([.. first.Select(value => 2f * value), .. second.Select(value => 0.5f * value)], gradient);

        // The pass adds the gradient of the initial state, too.
        pass.Backward(sequence, gradient);
        var own = new TrainedTwice.Gradient();
        var tape = new TrainedTwice.Tape(9);
        model.Forward(sequence.Input, sums, classes, tape);
        model.Backward(sequence.Input, gradient.AsSpan(0, steps), gradient.AsSpan(steps), default, own, tape);
        Assert.Equal(own.Values.ToArray(), pass.Gradient.ToArray());
        float[] initial = new float[8];
        own.Get("h0_l0", initial);
        Assert.All(initial, value => Assert.NotEqual(0f, value));
    }

    [Fact]
    public void ATrainerLearnsBothOnAnyNumberOfThreads()
    {
        float[]? expected = null;
        foreach (int threads in new[] { 1, 3 })
        {
            var model = new TrainedTwice(1);
            var trainer = new Trainer<TrainedTwice>(model, new AdamW(model.Parameters.Length, 0.01f), Both) { BatchSize = 8, ClipNorm = 1, Threads = threads };
            double before = trainer.Evaluate(Data(60, 2)).Loss;
            double after = trainer.Fit(Data(300, 1), Data(60, 2), epochs: 12).ValidationLoss;
            Assert.InRange(after, 0, 0.4 * before);
            expected ??= model.Parameters.ToArray();
            Assert.Equal(expected, model.Parameters.ToArray());
        }
    }

    [Fact]
    public void ThereIsALossForEachOutput()
    {
        var model = new TrainedTwice(1);
        var trainer = new Trainer<TrainedTwice>(model, new Sgd(model.Parameters.Length, 0.1f), Loss.Outputs((Loss.MeanSquared, 1f)));
        Assert.Contains("1 losses; expected 2", Assert.Throws<InvalidOperationException>(() => trainer.Fit(Data(4, 1), null, epochs: 1)).Message);
    }

    /// <summary>The running sum of the numbers that are marked, and whether the last is below, about or above zero.</summary>
    private static SequenceList Data(int count, int seed)
    {
        var random = new Random(seed);
        var list = new SequenceList();
        for (int i = 0; i < count; i++)
        {
            int steps = random.Next(3, 10);
            float[] input = new float[2 * steps], target = new float[steps];
            float sum = 0;
            for (int t = 0; t < steps; t++)
            {
                input[2 * t] = (float)random.NextDouble() - 0.5f;
                input[(2 * t) + 1] = random.Next(3) == 0 ? 1 : 0;
                sum += input[2 * t] * input[(2 * t) + 1];
                target[t] = sum;
            }

            list.Add(steps, input, target, [sum < -0.1f ? 0 : sum > 0.1f ? 2 : 1]);
        }

        return list;
    }
}
