using System.Globalization;
using System.Text;
using CellGen.Compare.Measuring;
using CellGen.Compare.Situations;

namespace CellGen.Compare.Reporting;

/// <summary>The second table, first calls, cold caches and silence, and the third, of CellGen beside itself.</summary>
internal static class SituationTables
{
    /// <summary>Appends what the run has of them.</summary>
    public static void Append(StringBuilder text, RunResult run)
    {
        if (run.Situations.Count > 0)
        {
            text.AppendLine("## First calls, cold caches, silence").AppendLine();
            PeerInfo[] peers = [.. run.Peers.Where(peer => run.Situations.Any(situation => situation.Times.Any(time => time.Peer == peer.Name)))];
            text.AppendLine($"| situation | {string.Join(" | ", peers.Select(peer => peer.Name))} |");
            text.AppendLine($"| --- |{string.Concat(peers.Select(_ => " ---: |"))}");
            foreach (Situation situation in run.Situations)
            {
                text.AppendLine($"| {situation.Name} | {string.Join(" | ", peers.Select(peer => Cell(situation.Times.FirstOrDefault(time => time.Peer == peer.Name))))} |");
            }

            text.AppendLine();
        }

        if (run.TwoWays.Count > 0)
        {
            text.AppendLine("## CellGen beside itself").AppendLine();
            text.AppendLine("Nanoseconds for a state, for a step, or for a call of both together; how many times as fast the first is. A step that is a call of its own should take 1.1 times a sequence's and 4 ns at most.").AppendLine();
            text.AppendLine("| the one, the other | the one | the other | times as fast | target |");
            text.AppendLine("| --- | ---: | ---: | ---: | ---: |");
            foreach (TwoWays pair in run.TwoWays)
            {
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"| {pair.Name} | {Report.Number(pair.Nanoseconds)} | {Report.Number(pair.Other)} | {pair.Factor:0.00}{(pair.Agrees ? "" : " (other bits)")} | {(pair.Target is { } target ? target.ToString("0.0", CultureInfo.InvariantCulture) : "–")} |");
            }

            text.AppendLine();
        }
    }

    private static string Cell(SituationTime? time) => time is null ? "–"
        : Time(time.Nanoseconds) + (time.Remark.Length > 0 ? $" ({time.Remark})" : "") + (time.Agrees ? "" : " (disagrees)");

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        >= 1e6 => $"{Report.Number(nanoseconds / 1e6)} ms",
        >= 1e3 => $"{Report.Number(nanoseconds / 1e3)} µs",
        _ => $"{Report.Number(nanoseconds)} ns",
    };
}
