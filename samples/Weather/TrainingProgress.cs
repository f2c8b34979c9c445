using Spectre.Console;

namespace CellGen.Samples.Weather;

/// <summary>Progress bars with the loss, one for each training.</summary>
public sealed class TrainingProgress
{
    private const float Smoothing = 0.1f;

    private readonly ProgressContext _context;

    private TrainingProgress(ProgressContext context) => _context = context;

    /// <summary>Shows the bars while <paramref name="work"/> runs.</summary>
    public static T Show<T>(Func<TrainingProgress, T> work)
    {
        Progress progress = AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn(),
            new PercentageColumn(),
            new ElapsedTimeColumn());
        return progress.Start(context => work(new TrainingProgress(context)));
    }

    /// <summary>Begins a bar.</summary>
    /// <param name="name">What is trained.</param>
    /// <param name="updates">How many updates fill the bar.</param>
    /// <returns>To be called after each update, with its loss and the latest error on validation days, or NaN.</returns>
    public Action<float, double> Begin(string name, int updates)
    {
        ProgressTask task = _context.AddTask(name, maxValue: updates);
        float smooth = float.NaN;
        return (loss, validation) =>
        {
            // One batch's loss jumps about; what is shown is a moving average.
            smooth = float.IsNaN(smooth) ? loss : smooth + (Smoothing * (loss - smooth));
            task.Description = $"{name}: loss {smooth:0.000}" + (double.IsNaN(validation) ? "" : $", validation {validation:0.000}");
            task.Increment(1);
        };
    }
}
