using Spectre.Console;

namespace CellGen.Samples.Pedal;

/// <summary>The audio recipe: streams side by side, steps that only settle the state, an update every thousand samples.</summary>
public static class Training
{
    private const int Streams = 24;
    private const int Samples = 1024;
    private const int WarmUp = 200;
    private const int Epochs = 60;

    /// <summary>Trains a net, with a bar.</summary>
    /// <param name="input">What goes into the circuit.</param>
    /// <param name="target">What comes out of it.</param>
    /// <param name="validation">Both, of other music; the best epoch by it is kept.</param>
    public static PedalNet Run(float[] input, float[] target, (float[] Input, float[] Target) validation)
    {
        var net = new PedalNet(seed: 1);
        var streams = new ValueStreams(input, target, inputSize: 1, targetSize: 1, Streams, Samples);
        int updates = Epochs * streams.Count / Streams;
        var trainer = new Trainer<PedalNet>(net, new Adam(net.Parameters.Length), ErrorToSignal.LossFor(target))
        {
            BatchSize = Streams,
            Shuffle = false,
            CarryState = true,
            WarmUpSteps = WarmUp,
            ClipNorm = 1,
            Schedule = new WarmUpSchedule(new CosineSchedule(0.008f, updates), 50),
            Threads = Environment.ProcessorCount,
            Stop = new EarlyStopping(Epochs),
        };
        var heldOut = new SequenceList();
        heldOut.Add(validation.Input.Length, validation.Input, validation.Target);
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask bar = context.AddTask("Training", maxValue: Epochs);
                trainer.Fit(streams, heldOut, Epochs, new Observer(report =>
                {
                    bar.Value = report.Epoch;
                    bar.Description = $"Training: error to signal {100 * report.TrainingLoss:0.00} %, validation {100 * report.ValidationLoss:0.00} %";
                }));
            });
        return net;
    }
}
