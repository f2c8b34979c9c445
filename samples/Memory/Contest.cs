using Spectre.Console;

namespace CellGen.Samples.Memory;

/// <summary>Lets each kind of cell learn at each distance, several at a time, with a bar for each.</summary>
public static class Contest
{
    /// <summary>Runs all; the longest distances first.</summary>
    public static void Run(IReadOnlyList<Contestant> contestants) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .Start(context =>
        {
            var bars = contestants.ToDictionary(contestant => contestant, contestant => context.AddTask(Name(contestant), maxValue: Contestant.Distances.Length * Contestant.Updates));
            var runs = from distance in Enumerable.Range(0, Contestant.Distances.Length).Reverse() from contestant in contestants select (contestant, distance);
            Parallel.ForEach(runs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, run =>
            {
                long last = 0;
                run.contestant.Run(run.distance, new Observer(report =>
                {
                    bars[run.contestant].Increment(report.Step - last);
                    last = report.Step;
                }));
                bars[run.contestant].Increment(Contestant.Updates - last); // it has learned the task before its time
            });
        });

    private static string Name(Contestant contestant) => $"{contestant.Name,-4}, the key {(contestant.Place == KeyPlace.Early ? "first" : "anywhere")}";
}
