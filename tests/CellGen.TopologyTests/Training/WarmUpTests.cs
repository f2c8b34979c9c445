using CellGen.TopologyTests.Nets;
using Xunit;
using static CellGen.TopologyTests.Training.TrainingData;

namespace CellGen.TopologyTests.Training;

/// <summary>Long signals in pieces, steps that only settle the state, and states that are trained: beside the loop by hand.</summary>
public sealed class WarmUpTests
{
    private const int Streams = 3;
    private const int Steps = 10;
    private const int Length = 36;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    public void StreamsAreTheLoopByHand(int warmUp, int threads)
    {
        (float[] input, float[] target) = Signal();
        var expected = new TrainedStream(3);
        var adam = new Adam(expected.Parameters.Length, 0.01f);
        var tape = new TrainedStream.Tape(Steps);
        var workspace = new TrainedStream.Workspace(Steps);
        var gradient = new TrainedStream.Gradient();
        var sum = new float[expected.Parameters.Length];
        for (int epoch = 0; epoch < 2; epoch++)
        {
            var states = new TrainedStream.State[Streams];
            for (int start = 0; start < Length; start += Steps)
            {
                sum.AsSpan().Clear();
                int skipped = start == 0 ? warmUp : 0;
                int steps = Math.Min(Steps, Length - start) - skipped;
                for (int stream = 0; stream < Streams; stream++)
                {
                    int first = (stream * Length) + start;
                    ref TrainedStream.State state = ref states[stream];
                    if (start == 0)
                    {
                        state = expected.GetInitialState();
                        if (skipped > 0)
                        {
                            expected.Forward(input.AsSpan(first, skipped), new float[skipped], ref state, workspace);
                        }
                    }

                    gradient.Clear();
                    Span<float> rows = input.AsSpan(first + skipped, steps);
                    float[] output = new float[steps];
                    expected.Forward(rows, output, ref state, tape);
                    MeanSquaredError.Compute(output, target.AsSpan(first + skipped, steps), output);
                    float share = (float)(steps / (double)(Streams * steps));
                    TrainedStream.State stateGradient = default;
                    expected.Backward(rows, [.. output.Select(value => value * share)], default, ref stateGradient, gradient, tape);
                    if (start == 0 && warmUp == 0)
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

        var model = new TrainedStream(3);
        var trainer = new Trainer<TrainedStream>(model, new Adam(model.Parameters.Length, 0.01f), Loss.MeanSquared)
        {
            BatchSize = Streams,
            Shuffle = false,
            CarryState = true,
            WarmUpSteps = warmUp,
            Threads = threads,
        };
        Assert.Equal(8, trainer.Fit(new ValueStreams(input, target, 1, 1, Streams, Steps), null, epochs: 2).Step);
        Assert.Equal(Bits(expected), Bits(model));
        var initial = new float[6];
        model.Get("h0_l0", initial);
        Assert.Equal(warmUp > 0, initial.All(value => value == 0)); // settled, its beginning counts for nothing
    }

    [Fact]
    public void WithoutStreamsEachSequenceIsSettledAndSoIsEachOfAValidation()
    {
        (float[] input, float[] target) = Signal();
        var model = new TrainedStream(3);
        var data = new SequenceList();
        data.Add(20, input[..20], target[..20]);
        data.Add(16, input[20..36], target[20..36], [.. Enumerable.Range(0, 16).Select(i => i % 3f)]);
        var trainer = new Trainer<TrainedStream>(model, new Sgd(model.Parameters.Length, 0f), Loss.MeanSquared) { BatchSize = 2, WarmUpSteps = 5, Metric = Loss.MeanSquared };

        var output = new float[36];
        var workspace = new TrainedStream.Workspace(20);
        model.Forward(input.AsSpan(0, 20), output.AsSpan(0, 20), workspace);
        model.Forward(input.AsSpan(20, 16), output.AsSpan(20, 16), workspace);
        double sum = 0, weight = 0;
        for (int t = 0; t < 36; t++)
        {
            double counts = t < 5 ? 0 : t < 20 ? 1 : t < 25 ? 0 : (t - 20) % 3;
            sum += counts * Math.Pow(output[t] - target[t], 2);
            weight += counts;
        }

        TrainingReport report = trainer.Fit(data, data, epochs: 1);
        Assert.Equal(sum / weight, report.TrainingLoss, 1e-6);
        Assert.Equal(sum / weight, report.ValidationLoss, 1e-6);
        Assert.Equal(report.ValidationLoss, report.Metric);
    }

    [Fact]
    public void LabelsAreCutToo()
    {
        var text = new NextTokens(Text(200, 1), 13);
        var model = new TrainedTokens(3);
        var trainer = new Trainer<TrainedTokens>(model, new Adam(model.Parameters.Length, 0.01f), Loss.CrossEntropy) { WarmUpSteps = 3 };
        (double loss, _) = trainer.Evaluate(text);
        double sum = 0, weight = 0;
        for (int i = 0; i < text.Count; i++)
        {
            Sequence sequence = text.Get(i);
            float[] output = new float[7 * sequence.Tokens.Length];
            model.Forward(sequence.Tokens, output, new TrainedTokens.Workspace(13));
            int steps = sequence.Labels.Length - 3;
            sum += steps * SoftmaxCrossEntropy.Compute(output.AsSpan(21), sequence.Labels[3..], 7, []);
            weight += steps;
        }

        Assert.Equal(sum / weight, loss, 1e-6);
    }

    [Fact]
    public void WhatCannotBeCutIsRefused()
    {
        (float[] input, float[] target) = Signal();
        var model = new TrainedStream(3);
        var trainer = new Trainer<TrainedStream>(model, new Adam(model.Parameters.Length), Loss.MeanSquared) { WarmUpSteps = 10, Shuffle = false };
        Refused("Sequence 0: it has 10 steps; expected more than the 10", () => trainer.Fit(new ValueStreams(input, target, 1, 1, Streams, Steps), null, 1));
        var twice = new TrainedTwice(1);
        var several = new Trainer<TrainedTwice>(twice, new Adam(twice.Parameters.Length), Loss.Outputs((Loss.MeanSquared, 1), (Loss.CrossEntropy, 1))) { WarmUpSteps = 1 };
        var data = new SequenceList();
        data.Add(2, new float[4], new float[2], [1]);
        Refused("Sequence 0: the net has 2 outputs", () => several.Fit(data, null, 1));
        var tokens = new TrainedTokens(1);
        var ctc = new Trainer<TrainedTokens>(tokens, new Adam(tokens.Parameters.Length), Loss.Ctc(4)) { WarmUpSteps = 1 };
        Refused("CTC", () => ctc.Fit(new NextTokens(Text(20, 1), 5), null, 1));

        static void Refused(string message, Action fit) =>
            Assert.StartsWith(message, Assert.Throws<InvalidOperationException>(fit).Message.Replace("WarmUpSteps would cut a sequence whose labels have no place in it; expected another loss than ", ""), StringComparison.Ordinal);
    }

    [Fact]
    public void SignalsAreCutAsTheySay()
    {
        float[] input = [.. Enumerable.Range(0, 26).Select(i => (float)i)];
        float[] target = [.. Enumerable.Range(100, 13).Select(i => (float)i)];
        var source = new ValueStreams(input, target, 2, 1, streams: 3, steps: 3);
        Assert.Equal(6, source.Count);
        Assert.Equal([3, 3, 3, 1, 1, 1], Enumerable.Range(0, 6).Select(source.StepsOf));
        Assert.Equal([8, 9, 10, 11, 12, 13], source.Get(1).Input.ToArray());
        Assert.Equal([104, 105, 106], source.Get(1).Target.ToArray());
        Assert.Equal([111], source.Get(5).Target.ToArray());
        Assert.Throws<ArgumentException>("input", () => new ValueStreams(new float[5], target, 2, 1, 1, 1));
        Assert.Throws<ArgumentException>("input", () => new ValueStreams(new float[4], new float[2], 2, 1, 3, 1));
        Assert.Throws<ArgumentException>("target", () => new ValueStreams(input, new float[12], 2, 1, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new ValueStreams(input, target, 2, 1, 3, 0));
    }

    private static (float[] Input, float[] Target) Signal()
    {
        var random = new Random(5);
        float[] input = [.. Enumerable.Range(0, Streams * Length).Select(_ => (float)random.NextDouble() - 0.5f)];
        return (input, [.. input.Select((value, i) => value - (i > 0 ? 0.5f * input[i - 1] : 0))]);
    }
}
