using System.Globalization;
using System.Text;
using CellGen.Compare.Measuring;

namespace CellGen.Compare.Reporting;

/// <summary>The times of a run, peer by peer, with ratio, target and bound.</summary>
internal static class ResultTable
{
    /// <summary>Appends the table.</summary>
    public static void Append(StringBuilder text, RunResult run)
    {
        bool bound = run.Peaks.Vectors is not null;
        string[] tail = ["ratio", .. run.Run == "default" ? ["target"] : Array.Empty<string>(), .. bound ? ["bound", "by", "of the bound"] : Array.Empty<string>()];
        string[] heading = ["work", .. run.Peers.Select(peer => peer.Name), .. tail];
        Line(text, heading);
        Line(text, heading.Select((_, i) => i == 0 ? "---" : "---:"));
        foreach (RowResult row in run.Rows)
        {
            Line(text, Cells(run, row));
        }

        text.AppendLine();
    }

    private static IEnumerable<string> Cells(RunResult run, RowResult row)
    {
        yield return row.Name;
        double own = row.Peers[0].Nanoseconds;
        double best = run.BestOther(row)?.Nanoseconds ?? double.NaN;
        foreach (PeerInfo peer in run.Peers)
        {
            PeerResult? result = row.Peers.FirstOrDefault(candidate => candidate.Peer == peer.Name);
            string cell = result is null ? peer.Version is null ? "not installed" : "–"
                : Report.Number(result.Nanoseconds) + (result.Agrees ? "" : " (disagrees)") + (run.Counts(result) ? "" : " ‡");
            yield return result is not null && result == row.Peers[0] ? $"**{cell}**" : cell;
        }

        yield return double.IsNaN(best) ? "–" : Ratio(own / best);
        if (run.Run == "default")
        {
            yield return Ratio(row.TargetRatio) + (row.TargetRatio * best < row.Bound?.Nanoseconds ? " †" : "");
        }

        if (run.Peaks.Vectors is not null)
        {
            yield return row.Bound is { } bound ? Report.Number(bound.Nanoseconds) : "–";
            yield return row.Bound?.Name ?? "–";
            yield return row.Bound is { } least ? (least.Nanoseconds / own).ToString("0 %", CultureInfo.InvariantCulture) : "–";
        }
    }

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
}
