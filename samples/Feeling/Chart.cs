using System.Globalization;

namespace CellGen.Samples.Feeling;

/// <summary>Draws how many are right, and how an LSTM's mind changes as it reads.</summary>
public static class Chart
{
    private const string Sentence = "the place is not bad but the food was not good";
    private const double Width = 960;
    private const double Height = 560;
    private const double Top = 410;
    private const double LineHeight = 110;

    /// <summary>Draws the chart, as SVG.</summary>
    /// <param name="contenders">The LSTM last.</param>
    public static string Draw(IReadOnlyList<Contender> contenders)
    {
        var svg = new Svg(Width, Height);
        svg.Text(24, 30, "Is a sentence pleasant? Right of the held-out sentences", weight: "bold");
        svg.Text(24, 60, "of real sentences");
        svg.Text(500, 60, "of composed ones, half of which deny");
        Bars.Draw(svg, 24, 70, 440, [.. contenders.Select(contender => (contender.Name, contender.Right))], Percent);
        Bars.Draw(svg, 500, 70, 440, [.. contenders.Select(contender => (contender.Name, contender.RightComposed))], Percent);
        svg.Text(24, 370, "How likely pleasant it is, as far as it is read", weight: "bold");
        Reading(svg, contenders[1], Palette.Gray);
        Reading(svg, contenders[^1], Palette.Orange);
        return svg.ToString();
    }

    private static void Reading(Svg svg, Contender contender, string color)
    {
        string[] words = Sentence.Split(' ');
        double X(int word) => 60 + (word * (Width - 240) / (words.Length - 1));
        double Y(double part) => Top + ((1 - part) * LineHeight);
        foreach (double part in new[] { 0, 0.5, 1 })
        {
            svg.Line([(X(0), Y(part)), (X(words.Length - 1), Y(part))], Palette.Grid, 1);
            svg.Text(X(0) - 8, Y(part) + 4, part.ToString("0.0", CultureInfo.InvariantCulture), "end");
        }

        (double X, double Y)[] points = [.. words.Select((_, i) => (X(i), Y(contender.Pleasant!(string.Join(' ', words[..(i + 1)])))))];
        svg.Line(points, color, 2);
        svg.Text(points[^1].X + 10, points[^1].Y + 4, contender.Name);
        for (int i = 0; i < words.Length; i++)
        {
            svg.Dot(points[i].X, points[i].Y, 4, color);
            svg.Text(X(i), Top + LineHeight + 24, words[i], "middle");
        }
    }

    private static string Percent(double part) => part.ToString("0.0 %", CultureInfo.InvariantCulture);
}
