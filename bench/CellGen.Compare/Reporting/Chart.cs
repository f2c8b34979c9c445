using System.Globalization;
using System.Text;
using CellGen.Compare.Measuring;

namespace CellGen.Compare.Reporting;

/// <summary>The bars of a processor's picture: each peer's time over CellGen's, on a logarithmic scale.</summary>
internal static class Chart
{
    private const double Left = 400;
    private const double Right = 1000;
    private const double Top = 64;
    private const double BarHeight = 5;
    private const double Gap = 10;

    private static readonly string[] Colors = ["#c0392b", "#2e86c1", "#8e44ad", "#e08e0b", "#6b8e23", "#7f8c8d"];

    /// <summary>The picture of one run.</summary>
    public static string Draw(RunResult run)
    {
        var peers = run.Peers.Skip(1).Where(peer => run.Rows.Any(row => row.Peers.Any(result => result.Peer == peer.Name))).ToList();
        var ratios = run.Rows.SelectMany(row => row.Peers.Select(peer => peer.Nanoseconds / row.Peers[0].Nanoseconds)).Append(10).ToList();
        int low = (int)Math.Floor(Math.Log10(Math.Min(1, ratios.Min())));
        int high = (int)Math.Ceiling(Math.Log10(ratios.Max()));
        double X(double ratio) => Left + ((Right - Left) * (Math.Log10(ratio) - low) / (high - low));

        double bottom = Top + run.Rows.Sum(row => ((row.Peers.Count - 1) * BarHeight) + Gap);
        var svg = new StringBuilder();
        Add(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Right + 40} {bottom + 16}" font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#222">""");
        Add(svg, $"""<rect width="{Right + 40}" height="{bottom + 16}" fill="#fff"/>""");
        Legend(svg, peers);
        for (int power = low; power <= high; power++)
        {
            double x = X(Math.Pow(10, power));
            Add(svg, $"""<line x1="{x:0.#}" x2="{x:0.#}" y1="{Top - 8}" y2="{bottom}" stroke="{(power == 0 ? "#222" : "#ddd")}"/>""");
            Add(svg, $"""<text x="{x:0.#}" y="{Top - 14}" text-anchor="middle" fill="#555">{Math.Pow(10, power)}×</text>""");
        }

        double y = Top;
        foreach (RowResult row in run.Rows)
        {
            double height = (row.Peers.Count - 1) * BarHeight;
            Add(svg, $"""<text x="{Left - 8}" y="{y + (height / 2) + 4:0.#}" text-anchor="end">{row.Name}</text>""");
            foreach (PeerResult result in row.Peers.Skip(1))
            {
                double x = X(result.Nanoseconds / row.Peers[0].Nanoseconds);
                string color = Colors[peers.FindIndex(peer => peer.Name == result.Peer) % Colors.Length];
                Add(svg, $"""<rect x="{Math.Min(x, X(1)):0.#}" y="{y:0.#}" width="{Math.Max(Math.Abs(x - X(1)), 1):0.#}" height="{BarHeight - 1}" fill="{color}"/>""");
                y += BarHeight;
            }

            y += Gap;
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Legend(StringBuilder svg, List<PeerInfo> peers)
    {
        Add(svg, $"""<text x="12" y="22" font-size="14" font-weight="bold">Time over CellGen's</text>""");
        double x = Left - 60;
        for (int i = 0; i < peers.Count; i++)
        {
            Add(svg, $"""<rect x="{x}" y="13" width="10" height="10" fill="{Colors[i % Colors.Length]}"/>""");
            Add(svg, $"""<text x="{x + 15}" y="22">{peers[i].Name}</text>""");
            x += 36 + (6.6 * peers[i].Name.Length);
        }
    }

    private static void Add(StringBuilder svg, FormattableString element) =>
        svg.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
