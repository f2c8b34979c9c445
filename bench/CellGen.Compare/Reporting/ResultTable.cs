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
        bool bound = run.Peaks.Best > 0;
        string[] tail = ["ratio", .. run.Run == "default" ? ["target"] : Array.Empty<string>(), .. bound ? ["floor", "of the bound"] : Array.Empty<string>()];
        string[] heading = ["work", .. run.Peers.Select(peer => peer.Name), .. tail];
        Line(text, heading);
        Line(text, heading.Select((_, i) => i == 0 ? "---" : "---:"));
        foreach (RowResult row in run.Rows)
        {
            Line(text, Cells(run, row, bound));
        }

        text.AppendLine();
    }

    private static IEnumerable<string> Cells(RunResult run, RowResult row, bool bound)
    {
        yield return row.Name;
        PeerResult[] others = [.. row.Peers.Skip(1)];
        double own = row.Peers[0].Nanoseconds;
        double best = others.Select(peer => peer.Nanoseconds).DefaultIfEmpty(double.NaN).Min();
        foreach (PeerInfo peer in run.Peers)
        {
            PeerResult? result = row.Peers.FirstOrDefault(candidate => candidate.Peer == peer.Name);
            string cell = result is null ? peer.Version is null ? "not installed" : "–"
                : Report.Number(result.Nanoseconds) + (result.Agrees ? "" : " (disagrees)");
            yield return result is not null && result == row.Peers[0] ? $"**{cell}**" : cell;
        }

        yield return double.IsNaN(best) ? "–" : Ratio(own / best);
        if (run.Run == "default")
        {
            yield return Ratio(row.TargetRatio);
        }

        if (bound)
        {
            double floor = 2 * row.MultiplyAdds / run.Peaks.Best;
            yield return Report.Number(floor);
            yield return (floor / own).ToString("0 %", CultureInfo.InvariantCulture);
        }
    }

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
}
