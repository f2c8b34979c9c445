using System.Globalization;

namespace CellGen.Samples.OwnCell;

/// <summary>Draws the errors: a row for each cell, a dot for each net, a bar at their mean.</summary>
public static class Chart
{
    private const double Width = 900;
    private const double Left = 268;
    private const double Right = 90;
    private const double Top = 92;
    private const double RowHeight = 34;
    private const double GroupGap = 14;
    private const string GridColor = "#d4d4d4";

    // Colours that the colour-blind can tell apart (Okabe and Ito, 2008).
    private const string LstmColor = "#222";
    private const string AblationColor = "#d55e00";
    private const string SuccessorColor = "#0072b2";

    /// <summary>Draws the chart, as SVG.</summary>
    /// <param name="results">The LSTM first.</param>
    /// <param name="baseline">What counting letters achieves; an edge where it is outside the picture.</param>
    public static string Draw(IReadOnlyList<Result> results, (string Name, double Bits) baseline)
    {
        double[] errors = [.. results.SelectMany(result => result.Scores).Select(score => score.Windows)];
        (double step, double low, double high) = Axis(errors.Min(), Math.Max(errors.Max(), Math.Min(baseline.Bits, errors.Max() + 0.1)));
        double X(double bits) => Left + ((bits - low) / (high - low) * (Width - Left - Right));
        double Y(int row) => Top + (row * RowHeight) + (Group(results, row) * GroupGap) + (RowHeight / 2);
        double bottom = Y(results.Count - 1) + (RowHeight / 2) + 6;
        var svg = new Svg(Width, bottom + 58);

        svg.Text(24, 30, "What in an LSTM matters? Guessing the next letter of a novel", weight: "bold");
        Legend(svg);
        for (double tick = low; tick <= high + 1e-9; tick += step)
        {
            svg.Line([(X(tick), Top - 8), (X(tick), bottom)], GridColor, 1);
            svg.Text(X(tick), bottom + 18, tick.ToString("0.00", CultureInfo.InvariantCulture), "middle");
        }

        svg.Text((Left + Width - Right) / 2, bottom + 42, "bits a letter on held-out chapters; less is better", "middle");
        svg.Line([(X(results[0].Mean), Top - 8), (X(results[0].Mean), bottom)], LstmColor, 1, "4 3");
        if (baseline.Bits <= high)
        {
            svg.Line([(X(baseline.Bits), Top - 8), (X(baseline.Bits), bottom)], "#888", 1, "2 3");
            svg.Text(X(baseline.Bits), Top - 14, $"counted {baseline.Name}", "middle");
        }

        for (int row = 0; row < results.Count; row++)
        {
            Row(svg, results[row], Y(row), X, Color(results, row));
        }

        return svg.ToString();
    }

    private static void Row(Svg svg, Result result, double y, Func<double, double> x, string color)
    {
        svg.Text(24, y + 4, result.Cell.Name, weight: "bold");
        svg.Text(112, y + 4, result.Cell.Difference);
        svg.Line([(x(result.Scores.Min(score => score.Windows)), y), (x(result.Scores.Max(score => score.Windows)), y)], color, 1);
        svg.Line([(x(result.Mean), y - 9), (x(result.Mean), y + 9)], color, 3);
        foreach (Score score in result.Scores)
        {
            svg.Dot(x(score.Windows), y, 4, color);
        }

        svg.Text(Width - 24, y + 4, result.Mean.ToString("0.000", CultureInfo.InvariantCulture), "end");
    }

    private static void Legend(Svg svg)
    {
        (string Color, string Text, double X)[] entries =
            [(LstmColor, "the LSTM", 24), (AblationColor, "with a part taken out", 118), (SuccessorColor, "its successors", 290), ("", "a dot: a net; a bar: their mean", 420)];
        foreach ((string color, string text, double x) in entries)
        {
            if (color.Length > 0)
            {
                svg.Dot(x + 5, 50, 5, color);
            }

            svg.Text(x + 16, 54, text);
        }
    }

    private static int Group(IReadOnlyList<Result> results, int row) => row == 0 ? 0 : results[row].Cell.IsAblation ? 1 : 2;

    private static string Color(IReadOnlyList<Result> results, int row) => Group(results, row) switch
    {
        0 => LstmColor,
        1 => AblationColor,
        _ => SuccessorColor,
    };

    /// <summary>A step that gives at most eight ticks, and the ticks that enclose the values.</summary>
    private static (double Step, double Low, double High) Axis(double min, double max)
    {
        double step = new[] { 0.01, 0.02, 0.05, 0.1, 0.2, 0.5 }.FirstOrDefault(step => (max - min) / step <= 8, 1);
        return (step, Math.Floor(min / step) * step, Math.Ceiling(max / step) * step);
    }
}
