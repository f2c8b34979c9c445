using CellGen.Compare.Machines;
using CellGen.Compare.Measuring;

namespace CellGen.Compare.Reporting;

/// <summary>What the summary of all processors needs of one: results/processor.json.</summary>
/// <param name="Processor">What the kind of processor is called.</param>
/// <param name="Machine">Which it was, as its machine tells.</param>
/// <param name="Runs">The runs.</param>
public sealed record ProcessorResults(string Processor, string Machine, IReadOnlyList<ProcessorRun> Runs)
{
    /// <summary>Of the runs of one machine.</summary>
    public static ProcessorResults Of(IReadOnlyList<RunResult> runs) => new(
        ProcessorName.Of(runs[0].Machine),
        $"{runs[0].Machine.Processor}, {runs[0].Machine.Family}",
        [.. runs.Select(run => new ProcessorRun(run.Run, [.. run.Rows.Select(row => RowOf(run, row))]))]);

    private static ProcessorRow RowOf(RunResult run, RowResult row)
    {
        PeerResult? best = run.BestOther(row);
        return new(row.Name, row.Peers[0].Nanoseconds, best?.Peer, best?.Nanoseconds, row.Bound?.Nanoseconds);
    }
}

/// <summary>A run of <see cref="ProcessorResults"/>.</summary>
/// <param name="Run">default, avx2 or plain.</param>
/// <param name="Rows">The rows.</param>
public sealed record ProcessorRun(string Run, IReadOnlyList<ProcessorRow> Rows);

/// <summary>A row of a <see cref="ProcessorRun"/>.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Nanoseconds">CellGen's time.</param>
/// <param name="BestPeer">The best of the others; null where there is none.</param>
/// <param name="BestNanoseconds">Its time.</param>
/// <param name="BoundNanoseconds">What the row takes at least; null without vectors.</param>
public sealed record ProcessorRow(string Name, double Nanoseconds, string? BestPeer, double? BestNanoseconds, double? BoundNanoseconds);
