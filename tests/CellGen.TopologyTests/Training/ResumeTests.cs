using CellGen.TopologyTests.Nets;
using Xunit;
using static CellGen.TopologyTests.Training.TrainingData;

namespace CellGen.TopologyTests.Training;

/// <summary>A run that is killed, wherever, goes on from its checkpoint to the bits that it would have had; what does not fit is refused by name.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cellgen-{Guid.NewGuid():N}.checkpoint");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void KilledAtRandomMomentsItEndsWithTheSameBits(bool plateau)
    {
        (int[] expected, TrainingReport undisturbed) = Train(plateau, checkpoint: null, every: 0, kill: null);
        var random = new Random(11);
        int kills = 0;
        for (int round = 0; kills < 20; round++)
        {
            File.Delete(_path);
            for (bool done = false; !done;)
            {
                // A kill is an exception out of the middle of the run: what is not in the file is lost.
                int steps = random.Next(1, 8);
                try
                {
                    (int[] bits, TrainingReport report) = Train(plateau, _path, every: 1 + (round % 3 * 2), () => --steps == 0 ? throw new KilledException() : 0);
                    Assert.Equal(expected, bits);
                    Assert.Equal(undisturbed, report);
                    done = true;
                }
                catch (KilledException)
                {
                    kills++;
                }
            }
        }
    }

    [Fact]
    public void AFinishedRunIsNotRunAgain()
    {
        (int[] expected, TrainingReport end) = Train(plateau: true, _path, every: 0, kill: null);
        (int[] again, TrainingReport report) = Train(plateau: true, _path, every: 0, () => throw new KilledException());
        Assert.Equal(expected, again);
        Assert.Equal(end, report);
    }

    [Fact]
    public void AHalfWrittenCheckpointIsNeverLoaded()
    {
        Train(plateau: true, _path, every: 0, kill: null);
        byte[] whole = File.ReadAllBytes(_path);
        var random = new Random(5);
        for (int round = 0; round < 40; round++)
        {
            byte[] part = whole[..random.Next(whole.Length)];
            File.WriteAllBytes(_path, round % 2 == 0 ? part : [.. part, .. new byte[whole.Length - part.Length]]);
            var model = new TrainedGru(9);
            int[] before = Bits(model);
            Trainer<TrainedGru> trainer = AddingTrainer(model, stop: new EarlyStopping(3), checkpoint: _path);
            string message = Assert.Throws<CheckpointException>(() => trainer.Fit(Adding(60, 1), Adding(20, 2), 3)).Message;
            Assert.StartsWith(_path, message, StringComparison.Ordinal);
            Assert.Equal(before, Bits(model));
        }
    }

    [Fact]
    public void ACheckpointOfSomethingElseIsRefusedByName()
    {
        Train(plateau: false, _path, every: 0, kill: null);
        var tokens = new TrainedTokens(1);
        Refused(
            new Trainer<TrainedTokens>(tokens, new AdamW(tokens.Parameters.Length), Loss.CrossEntropy).Resume,
            "'net.weight_ih_l0' is '24 x 2'; expected '48 x 7'");
        var gru = new TrainedGru(1);
        int[] before = Bits(gru);
        var stop = new EarlyStopping(3);
        Refused(new Trainer<TrainedGru>(gru, new AdamW(gru.Parameters.Length), Loss.MeanSquared) { Stop = stop, BatchSize = 12 }.Resume, "'trainer.batch_size' is '13'; expected '12'");
        Refused(new Trainer<TrainedGru>(gru, new AdamW(gru.Parameters.Length), Loss.MeanSquared) { Stop = stop, BatchSize = 13, Seed = 6 }.Resume, "'trainer.seed' is '5'; expected '6'");
        Refused(Other(new Adam(gru.Parameters.Length)).Resume, "'optimizer.kind' is 'AdamW'; expected 'Adam'");
        Refused(Other(loss: Loss.Huber()).Resume, "'trainer.loss' is 'MeanSquared'; expected 'Huber(delta 1)'");
        Refused(Other(metric: Loss.ErrorRate).Resume, "'trainer.metric' is 'none'; expected 'ErrorRate(ignoreIndex -100)'");
        Refused(Other(schedule: new StepSchedule(0.1f, 5)).Resume, "'trainer.schedule' is 'WarmUpSchedule'; expected 'StepSchedule'");
        Refused(Other(schedule: new WarmUpSchedule(new StepSchedule(0.1f, 5), 5)).Resume, "'schedule.then' is 'CosineSchedule'; expected 'StepSchedule'");
        Refused(Other(warmUp: 2).Resume, "'trainer.warm_up_steps' is '0'; expected '2'");
        Assert.Equal(before, Bits(gru));
        Assert.Equal(double.PositiveInfinity, stop.Best);

        Trainer<TrainedGru> Other(IOptimizer? optimizer = null, Loss? loss = null, Loss? metric = null, ISchedule? schedule = null, int warmUp = 0) =>
            new(gru, optimizer ?? new AdamW(gru.Parameters.Length), loss ?? Loss.MeanSquared)
            {
                Stop = stop,
                BatchSize = 13,
                Seed = 5,
                Schedule = schedule ?? new WarmUpSchedule(new CosineSchedule(0.02f, 60), 5),
                Metric = metric,
                WarmUpSteps = warmUp,
            };

        void Refused(Action<string> resume, string reason)
        {
            string message = Assert.Throws<CheckpointException>(() => resume(_path)).Message;
            Assert.StartsWith(_path, message, StringComparison.Ordinal);
            Assert.Contains(reason, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void OtherSequencesAreRefusedByNameWhereSomethingIsLeftToDo()
    {
        AddingTrainer(new TrainedGru(1), checkpoint: _path).Fit(Adding(60, 1), null, epochs: 2);
        var model = new TrainedGru(9);
        Refused(() => AddingTrainer(model, checkpoint: _path).Fit(Adding(61, 1), null, epochs: 3), "'training.sequences' is '60'; expected '61'");
        Refused(() => AddingTrainer(model, checkpoint: _path).Fit(Adding(60, 2), null, epochs: 3), "'training.steps' is '");
        Assert.Equal(Bits(new TrainedGru(9)), Bits(model));
        Trainer<TrainedGru> resumed = AddingTrainer(model);
        resumed.Resume(_path);
        Assert.Contains("'60'; expected '61'", Assert.Throws<CheckpointException>(() => resumed.Fit(Adding(61, 1), null, epochs: 3)).Message, StringComparison.Ordinal);
        Assert.Equal(15, resumed.Fit(Adding(60, 1), null, epochs: 3).Step);

        // Short sequences first, then others: after a kill both calls are made again, and the first has nothing left to do.
        Trainer<TrainedGru> trainer = AddingTrainer(model, checkpoint: _path);
        Assert.Equal(10, trainer.Fit(Adding(13, 2), null, epochs: 1).Step);
        Assert.Equal(10, trainer.Fit(Adding(60, 1), null, epochs: 2).Step);
        Assert.Equal(11, trainer.Fit(Adding(13, 2), null, epochs: 3).Step);

        void Refused(Action fit, string reason)
        {
            string message = Assert.Throws<CheckpointException>(fit).Message;
            Assert.StartsWith(_path, message, StringComparison.Ordinal);
            Assert.Contains(reason, message, StringComparison.Ordinal);
        }
    }

    private static (int[] Bits, TrainingReport End) Train(bool plateau, string? checkpoint, int every, Func<int>? kill)
    {
        var model = new TrainedGru(1);
        Trainer<TrainedGru> trainer = plateau
            ? new Trainer<TrainedGru>(model, new Sgd(model.Parameters.Length, momentum: 0.9f, nesterov: true), Loss.MeanSquared)
            {
                BatchSize = 13,
                Seed = 5,
                Schedule = new ReduceOnPlateau(0.05f, factor: 0.5f, patience: 0),
                Stop = new EarlyStopping(3),
                Checkpoint = checkpoint,
                CheckpointEvery = every,
                ReportEvery = 1,
            }
            : AddingTrainer(model, threads: 2, buckets: false, stop: new EarlyStopping(3), checkpoint: checkpoint, every: every, report: 1);
        TrainingReport end = trainer.Fit(Adding(60, 1), Adding(20, 2), epochs: 5, new Listener(_ => kill?.Invoke()));
        return (Bits(model), end);
    }

    private sealed class KilledException : Exception;
}
