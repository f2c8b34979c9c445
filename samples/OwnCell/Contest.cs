using System.Collections.Concurrent;
using Spectre.Console;

namespace CellGen.Samples.OwnCell;

/// <summary>Trains all nets, as many at a time as there are processors; then, one after the other, takes their times.</summary>
public static class Contest
{
    /// <summary>The results, in the order of the cells: the same whatever the number of processors.</summary>
    public static IReadOnlyList<Result> Run(Novel novel, Settings settings)
    {
        IReadOnlyList<Contestant> cells = Contestants.All;
        var jobs = from seed in Enumerable.Range(1, settings.Seeds) from cell in cells select (Cell: cell, Seed: seed);
        var scores = new ConcurrentDictionary<(Contestant Cell, int Seed), Score>();
        Progress progress = AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn());
        progress.Start(context =>
        {
            ProgressTask task = context.AddTask($"Training {cells.Count} cells, {settings.Seeds} nets of each", maxValue: cells.Count * settings.Seeds);

            // One job at a time from the list: ranges would leave processors idle at the end.
            Parallel.ForEach(
                Partitioner.Create(jobs, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                job =>
                {
                    scores[job] = job.Cell.Train(novel, settings, job.Seed);
                    task.Increment(1);
                });
        });
        return
        [
            .. cells.Select(cell => new Result(
                cell, [.. Enumerable.Range(1, settings.Seeds).Select(seed => scores[(cell, seed)])], cell.NanosecondsPerStep())),
        ];
    }
}
