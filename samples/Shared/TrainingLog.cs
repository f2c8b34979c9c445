using Spectre.Console;

namespace CellGen.Samples;

/// <summary>A progress bar of a trainer, and what it has reported after each epoch.</summary>
public sealed class TrainingLog : IProgress<TrainingReport>
{
    private readonly List<TrainingReport> _epochs = [];
    private readonly ProgressTask _task;
    private readonly string _name;

    private TrainingLog(ProgressTask task, string name) => (_task, _name) = (task, name);

    /// <summary>A report after each epoch.</summary>
    public IReadOnlyList<TrainingReport> Epochs => _epochs;

    /// <summary>The epochs of trainers that worked before, where the bar is of several, one after the other.</summary>
    public int EpochsBefore { get; set; }

    /// <summary>Shows a bar while a trainer works.</summary>
    /// <param name="name">What is trained.</param>
    /// <param name="epochs">How many epochs fill the bar.</param>
    /// <param name="fit">Calls <c>Fit</c> with the log.</param>
    public static TrainingLog Show(string name, int epochs, Action<TrainingLog> fit)
    {
        Progress progress = AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn());
        return progress.Start(context =>
        {
            var log = new TrainingLog(context.AddTask(name, maxValue: epochs), name);
            fit(log);
            log._task.Value = epochs;
            return log;
        });
    }

    /// <inheritdoc/>
    public void Report(TrainingReport value)
    {
        _task.Value = EpochsBefore + value.Epoch + ((double)value.Batch / value.Batches);
        if (value.Batch == 0)
        {
            _epochs.Add(value);
            string validation = double.IsNaN(value.ValidationLoss) ? "" : $", validation {value.ValidationLoss:0.000}";
            string metric = double.IsNaN(value.Metric) ? "" : $", metric {value.Metric:0.000}";
            _task.Description = $"{_name}: loss {value.TrainingLoss:0.000}{validation}{metric}";
        }
    }
}
