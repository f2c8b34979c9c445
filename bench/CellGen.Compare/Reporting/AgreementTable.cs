using System.Globalization;
using System.Text;
using CellGen.Compare.Measuring;

namespace CellGen.Compare.Reporting;

/// <summary>How well the peers agree, how much the times vary, and which of its ways was a peer's fastest.</summary>
internal static class AgreementTable
{
    /// <summary>Appends the table.</summary>
    public static void Append(StringBuilder text, RunResult run)
    {
        text.AppendLine("## Agreement, spread and variants").AppendLine();
        text.AppendLine("The largest difference of any peer's output from CellGen's, and of any gradient relative to the largest of its tensor; the fastest and the slowest");
        text.AppendLine("repeat of CellGen and of the best other; the fastest way of those peers that have several; who allocates on the managed heap, and how many bytes a step.").AppendLine();
        text.AppendLine("| work | outputs | gradients | CellGen | best other | variants | allocated |");
        text.AppendLine("|---|---:|---:|---:|---:|---|---|");
        foreach (RowResult row in run.Rows)
        {
            PeerResult own = row.Peers[0];
            PeerResult? best = run.BestOther(row);
            double gradient = row.Peers.Max(peer => peer.GradientDifference);
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {row.Name} | {row.Peers.Max(peer => peer.Difference):0.0e+0} | {(gradient > 0 ? gradient.ToString("0.0e+0", CultureInfo.InvariantCulture) : "–")} | {Spread(own)} | {(best is null ? "–" : $"{best.Peer} {Spread(best)}")} | {Variants(row)} | {Allocations(row)} |");
        }

        text.AppendLine();
    }

    private static string Spread(PeerResult result) => $"{Report.Number(result.Fastest)} to {Report.Number(result.Slowest)}";

    private static string Allocations(RowResult row) =>
        string.Join("; ", row.Peers.Where(peer => peer.Allocated >= 0.5).Select(peer => string.Create(CultureInfo.InvariantCulture, $"{peer.Peer} {peer.Allocated:0}")));

    private static string Variants(RowResult row) =>
        string.Join("; ", row.Peers.Where(peer => peer.Variant.Length > 0).Select(peer => $"{peer.Peer}: {peer.Variant}"));
}
