using CellGen.TopologyTests.Nets;
using Xunit;
using static CellGen.TopologyTests.Training.TrainingData;

namespace CellGen.TopologyTests.Training;

/// <summary>What a trainer does is what the loop by hand does, on any number of threads; it learns, stops, reports and refuses.</summary>
public sealed class TrainerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnyNumberOfThreadsGivesTheSameBits(bool buckets)
    {
        int[]? expected = null;
        (double, double) evaluation = default;
        foreach (int threads in new[] { 1, 2, 4 })
        {
            var model = new TrainedGru(3);
            Trainer<TrainedGru> trainer = AddingTrainer(model, threads, buckets: buckets);
            SequenceList validation = Adding(21, 2);
            TrainingReport end = trainer.Fit(Adding(53, 1), validation, epochs: 3);

            Assert.Equal((3, 15L, TrainingEnd.Epochs), (end.Epoch, end.Step, end.End));
            expected ??= Bits(model);
            evaluation = evaluation == default ? trainer.Evaluate(validation) : evaluation;
            Assert.Equal(expected, Bits(model));
            Assert.Equal(evaluation, trainer.Evaluate(validation));
            Assert.Equal(evaluation.Item1, end.ValidationLoss);
        }
    }

    [Fact]
    public void WithOneShardItIsTheLoopByHand()
    {
        var text = new NextTokens(Text(200, 1), 13);
        var model = new TrainedTokens(3);
        var trainer = new Trainer<TrainedTokens>(model, new Adam(model.Parameters.Length, 0.01f), Loss.CrossEntropy) { BatchSize = 4, Shards = 1, Shuffle = false, ClipNorm = 0.5f };
        TrainingReport report = trainer.Fit(text, null, epochs: 1);

        var expected = new TrainedTokens(3);
        var adam = new Adam(expected.Parameters.Length, 0.01f);
        var tape = new TrainedTokens.Tape(13);
        var gradient = new TrainedTokens.Gradient();
        Assert.Equal(16, text.Count);
        for (int batch = 0; batch < 4; batch++)
        {
            gradient.Clear();
            int all = Enumerable.Range(4 * batch, 4).Sum(text.StepsOf);
            for (int i = 4 * batch; i < (4 * batch) + 4; i++)
            {
                Sequence sequence = text.Get(i);
                float[] output = new float[7 * sequence.Tokens.Length];
                TrainedTokens.State state = default;
                expected.Forward(sequence.Tokens, output, ref state, tape);
                SoftmaxCrossEntropy.Compute(output, sequence.Labels, 7, output);
                float share = (float)(sequence.Tokens.Length / (double)all);
                foreach (ref float value in output.AsSpan())
                {
                    value *= share;
                }

                expected.Backward(sequence.Tokens, output, gradient, tape);
            }

            GradientClipping.ByGlobalNorm(gradient.Values, 0.5f);
            adam.Step(expected.Parameters, gradient.Values);
        }

        Assert.Equal(Bits(expected), Bits(model));
        Assert.Equal(4, report.Step);
    }

    [Fact]
    public void ItLearnsRowsTokensAndClasses()
    {
        var gru = new TrainedGru(1);
        var rows = new Trainer<TrainedGru>(gru, new AdamW(gru.Parameters.Length, 0.01f), Loss.MeanSquared) { BatchSize = 8, ClipNorm = 1, Threads = 2 };
        Assert.InRange(rows.Fit(Adding(400, 1), Adding(50, 2), epochs: 20).ValidationLoss, 0, 0.03); // 0.13 who says nothing
        var tokens = new TrainedTokens(1);
        var text = new Trainer<TrainedTokens>(tokens, new RmsProp(tokens.Parameters.Length, 0.01f), Loss.CrossEntropy) { BatchSize = 8, ClipNorm = 1, Metric = Loss.ErrorRate };
        TrainingReport read = text.Fit(new NextTokens(Text(6000, 1), 20), new NextTokens(Text(500, 2), 20), epochs: 12);
        Assert.InRange(read.Metric, 0, 0.25);
        Assert.InRange(read.ValidationLoss, 0, 1.1);
        var classifier = new TrainedClassifier(1);
        var classes = new Trainer<TrainedClassifier>(classifier, new AdamW(classifier.Parameters.Length, 0.02f), Loss.WeightedCrossEntropy(labelSmoothing: 0.05f)) { Metric = Loss.ErrorRate };
        Assert.InRange(classes.Fit(Classes(300, 1), Classes(100, 2), epochs: 15).Metric, 0, 0.03);
    }

    [Fact]
    public void ItEndsWithTheWeightsOfTheBestEpoch()
    {
        // A rate so large that it is soon beyond the best.
        var model = new TrainedGru(1);
        var best = new List<(double Loss, int[] Bits)>();
        var stop = new EarlyStopping(patience: 2);
        var trainer = new Trainer<TrainedGru>(model, new Adam(model.Parameters.Length, 0.3f), Loss.MeanSquared) { Stop = stop, BatchSize = 10 };
        TrainingReport end = trainer.Fit(
            Adding(60, 1), Adding(20, 2), epochs: 200, new Listener(report => best.Add((report.ValidationLoss, Bits(model)))));

        Assert.Equal(TrainingEnd.Stopped, end.End);
        Assert.True(end.Epoch < 200);
        (double loss, int[] bits) = best.MinBy(epoch => epoch.Loss);
        Assert.Equal(loss, end.Best);
        Assert.Equal(bits, Bits(model));
        Assert.Equal(end.BestEpoch + 3, end.Epoch);
        Assert.Equal(loss, trainer.Evaluate(Adding(20, 2)).Loss);
    }

    [Fact]
    public void ItStopsAtAThreshold()
    {
        var model = new TrainedGru(1);
        var trainer = new Trainer<TrainedGru>(model, new Adam(model.Parameters.Length, 0.01f), Loss.MeanSquared) { BatchSize = 8, Stop = new EarlyStopping(50, threshold: 0.1) };
        TrainingReport end = trainer.Fit(Adding(60, 1), null, epochs: 200);
        Assert.Equal(TrainingEnd.Threshold, end.End);
        Assert.InRange(end.TrainingLoss, 0, 0.1);
        Assert.True(double.IsNaN(end.ValidationLoss) && double.IsNaN(end.Metric));
    }

    [Fact]
    public void CancelledItReturnsAndGoesOn()
    {
        var whole = new TrainedGru(1);
        AddingTrainer(whole).Fit(Adding(60, 1), null, epochs: 2);
        var model = new TrainedGru(1);
        Trainer<TrainedGru> trainer = AddingTrainer(model, threads: 2, report: 1);
        using var cancellation = new CancellationTokenSource();
        var cancels = new Listener(report =>
        {
            if (report.Step == 3)
            {
                cancellation.Cancel();
            }
        });

        TrainingReport cancelled = trainer.Fit(Adding(60, 1), null, epochs: 2, cancels, cancellation.Token);

        Assert.Equal((TrainingEnd.Cancelled, 3L, 3, 5), (cancelled.End, cancelled.Step, cancelled.Batch, cancelled.Batches));
        Assert.Equal(TrainingEnd.Epochs, trainer.Fit(Adding(60, 1), null, epochs: 2).End);
        Assert.Equal(Bits(whole), Bits(model));
    }

    [Fact]
    public void ABatchWithoutAFiniteGradientChangesNothingAndIsReported()
    {
        var data = Adding(4, 1);
        data.Add(2, [1f, 1f, float.NaN, 0f], new float[2]);
        var model = new TrainedGru(1);
        int[] before = Bits(model);
        Trainer<TrainedGru> trainer = AddingTrainer(model);
        TrainingReport end = trainer.Fit(data, null, epochs: 2);
        Assert.Equal((2L, 2L), (end.Step, end.SkippedSteps));
        Assert.False(float.IsFinite(end.GradientNorm));
        Assert.True(double.IsNaN(end.TrainingLoss));
        Assert.Equal(before, Bits(model));
    }

    [Fact]
    public void ABatchInWhichNothingCountsChangesNothing()
    {
        var data = new SequenceList();
        data.Add(3, new float[6], new float[3], new float[3]);
        var model = new TrainedGru(1);
        int[] before = Bits(model);
        TrainingReport end = AddingTrainer(model).Fit(data, data, epochs: 2);
        Assert.Equal((2L, 0L, 0.0, 0.0), (end.Step, end.SkippedSteps, end.TrainingLoss, end.ValidationLoss));
        Assert.Equal(before, Bits(model));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ASequenceThatDoesNotFitIsNamed(int threads)
    {
        var data = Adding(9, 1);
        data.Add(3, new float[6], new float[4]);
        data.Add(3, new float[9], new float[3]);
        var model = new TrainedGru(1);
        var trainer = new Trainer<TrainedGru>(model, new Sgd(model.Parameters.Length), Loss.MeanSquared) { Threads = threads, Shuffle = false };
        string message = Assert.Throws<InvalidOperationException>(() => trainer.Fit(data, null, 1)).Message;
        Assert.StartsWith("Sequence 9: ", message, StringComparison.Ordinal);
        Assert.Contains("3", message, StringComparison.Ordinal);
        Assert.Contains("4", message, StringComparison.Ordinal);
        Assert.StartsWith("Sequence 10: ", Assert.Throws<InvalidOperationException>(() => trainer.Evaluate(Only(data, 10))).Message.Replace("Sequence 0", "Sequence 10"), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("training", () => trainer.Fit(new SequenceList(), null, 1));

        static SequenceList Only(SequenceList data, int index)
        {
            var list = new SequenceList();
            Sequence sequence = data.Get(index);
            list.Add(data.StepsOf(index), sequence.Input.ToArray(), sequence.Target.ToArray());
            return list;
        }
    }

    [Fact]
    public void AUsersOwnLossIsAFunctionOverSpans()
    {
        // The same as MeanSquared without masks, in the user's words.
        Loss own = Loss.Of(
            (sequence, output, gradient) => MeanSquaredError.Compute(output, sequence.Target, gradient), sequence => sequence.Target.Length);
        var data = new SequenceList();
        for (int i = 0; i < 9; i++)
        {
            data.Add(i + 1, [.. Enumerable.Range(0, 2 * (i + 1)).Select(k => k * 0.1f)], new float[i + 1]);
        }

        var first = new TrainedGru(1);
        var second = new TrainedGru(1);
        new Trainer<TrainedGru>(first, new Sgd(first.Parameters.Length, 0.1f), own).Fit(data, null, 2);
        new Trainer<TrainedGru>(second, new Sgd(second.Parameters.Length, 0.1f), Loss.MeanSquared).Fit(data, null, 2);
        Assert.Equal(Bits(second), Bits(first));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void NoStepAllocates(int threads)
    {
        // Each thread is asked where it computes a loss: what it has allocated since its last one was allocated by a step.
        long allocated = 0;
        int asked = 0;
        var last = new ThreadLocal<(long Bytes, int Calls)>();
        Loss loss = Loss.Of(
            (sequence, output, gradient) =>
            {
                (long bytes, int calls) = last.Value;
                long now = GC.GetAllocatedBytesForCurrentThread();
                if (calls > 100)
                {
                    Interlocked.Add(ref allocated, now - bytes);
                    Interlocked.Increment(ref asked);
                }

                float value = MeanSquaredError.Compute(output, sequence.Target, gradient);
                last.Value = (GC.GetAllocatedBytesForCurrentThread(), calls + 1);
                return value;
            },
            static sequence => sequence.Target.Length);
        var model = new TrainedGru(1);
        var trainer = new Trainer<TrainedGru>(model, new AdamW(model.Parameters.Length), loss)
        {
            BatchSize = 13,
            Threads = threads,
            ReportEvery = 1,
            Schedule = new CosineSchedule(0.01f, 100),
            BucketByLength = true,
        };
        trainer.Fit(Adding(1500, 1), null, 1, new Listener(_ => { }));

        Assert.True(asked > 500, $"{asked}");
        Assert.Equal(0, allocated);
    }
}
