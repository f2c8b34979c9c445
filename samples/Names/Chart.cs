using System.Globalization;

namespace CellGen.Samples.Names;

/// <summary>Draws what is taken for what, and how many are right.</summary>
public static class Chart
{
    private const double Cell = 26;
    private const double Left = 120;
    private const double Top = 150;
    private const double BarsWidth = 400;

    /// <summary>Draws the chart, as SVG.</summary>
    /// <param name="data">The names.</param>
    /// <param name="guesses">For each of the held-out ones, the number of the language that the net takes it for.</param>
    /// <param name="net">What the net is.</param>
    /// <param name="results">The parts that are right, the net's last.</param>
    public static string Draw(NameData data, int[] guesses, string net, IReadOnlyList<(string Name, double Right)> results)
    {
        int count = data.Languages.Count;
        double right = Left + (count * Cell);
        var svg = new Svg(right + BarsWidth + 40, Top + (count * Cell) + 24);
        svg.Text(24, 30, $"Names and their languages: what the net ({net}) takes the held-out names for, in %", weight: "bold");
        for (int row = 0; row < count; row++)
        {
            svg.Text(Left - 8, Top + (row * Cell) + 18, data.Languages[row], "end");
            svg.Vertical(Left + (row * Cell) + 18, Top - 8, data.Languages[row]);
            int[] ofRow = [.. guesses.Where((_, i) => data.HeldOut[i].Language == row)];
            for (int column = 0; column < count; column++)
            {
                double part = ofRow.Count(guess => guess == column) / (double)ofRow.Length;
                Square(svg, Left + (column * Cell), Top + (row * Cell), part, row == column ? "0,114,178" : "213,94,0");
            }
        }

        svg.Text(right + 40, Top - 8, "right of the held-out names");
        Bars.Draw(svg, right + 30, Top, BarsWidth, results, part => part.ToString("0.0 %", CultureInfo.InvariantCulture));
        return svg.ToString();
    }

    private static void Square(Svg svg, double x, double y, double part, string color)
    {
        // A root, so that small parts are seen.
        svg.Rectangle(x, y, Cell - 1, Cell - 1, FormattableString.Invariant($"rgba({color},{Math.Sqrt(part):0.00})"));
        if (part >= 0.02)
        {
            svg.Text(x + (Cell / 2), y + 17, Math.Round(100 * part).ToString(CultureInfo.InvariantCulture), "middle");
        }
    }
}
