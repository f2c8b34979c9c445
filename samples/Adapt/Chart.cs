
namespace CellGen.Samples.Adapt;

/// <summary>Draws how many bits a player's moves are to each net, over the time of a game.</summary>
public static class Chart
{
    private const double Left = 64;
    private const double Top = 70;
    private const double PanelWidth = 700;
    private const double PanelHeight = 300;

    // Colours that the colour-blind can tell apart (Okabe and Ito, 2008).
    private static readonly (string Name, string Color)[] Lines = [("goes on learning", "#d55e00"), ("frozen", "#0072b2"), ("the player's own chance: nobody can do better", "#888")];

    /// <summary>Draws the picture, as SVG.</summary>
    public static string Draw(Summary summary)
    {
        var svg = new Svg(860, 430);
        svg.Text(Left, 24, $"Bits a move, mean of {summary.Players} players whom the net has never met", weight: "bold");
        var bins = Enumerable.Range(0, Game.Seconds / Summary.Bin).Select(bin => summary.Bits((bin * Summary.Bin)..((bin + 1) * Summary.Bin))).ToArray();
        double low = Math.Floor(4 * bins.Min(bin => bin.Least)) / 4;
        double high = Math.Ceiling(4 * bins.Max(bin => Math.Max(bin.Frozen, bin.Learning))) / 4;
        double X(double seconds) => Left + (seconds / Game.Seconds * PanelWidth);
        double Y(double bits) => Top + ((high - bits) / (high - low) * PanelHeight);
        for (double bits = low; bits <= high + 1e-9; bits += 0.25)
        {
            svg.Line([(X(0), Y(bits)), (X(Game.Seconds), Y(bits))], "#d4d4d4", 1);
            svg.Text(Left - 8, Y(bits) + 4, $"{bits:0.00}", "end");
        }

        svg.Line([(X(Game.Judged), Y(low)), (X(Game.Judged), Y(high))], "#888", 1, "2 4");
        svg.Text(X(Game.Judged) + 6, Y(high) + 14, "judged from here");
        for (int seconds = 0; seconds <= Game.Seconds; seconds += 20)
        {
            svg.Text(X(seconds), Y(low) + 20, $"{seconds} s", "middle");
        }

        for (int i = 0; i < Lines.Length; i++)
        {
            svg.Line(bins.Select((bin, k) => (X((k + 0.5) * Summary.Bin), Y(i == 0 ? bin.Learning : i == 1 ? bin.Frozen : bin.Least))), Lines[i].Color, 2, i == 2 ? "4 3" : "none");
            double x = Left + new[] { 0, 190, 300 }[i];
            svg.Line([(x, 44), (x + 26, 44)], Lines[i].Color, 2, i == 2 ? "4 3" : "none");
            svg.Text(x + 34, 48, Lines[i].Name);
        }

        return svg.ToString();
    }
}
