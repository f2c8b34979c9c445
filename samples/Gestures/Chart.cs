using System.Globalization;

namespace CellGen.Samples.Gestures;

/// <summary>Draws strokes until the net knows them, and how often it is right by how much it has seen.</summary>
public sealed class Chart
{
    private const double Width = 1000;
    private const double PanelWidth = 190;
    private const double PanelHeight = 120;
    private const double StrokeSize = 56;
    private const double Below = (2 * PanelHeight) + 90;
    private const double CurveLeft = 64;
    private const double CurveWidth = 470;
    private const double CurveHeight = 200;
    private const double BarsLeft = 590;
    private const int StrokesAShape = 3;

    private readonly Svg _svg = new(Width, Below + CurveHeight + 60);

    /// <summary>Draws the picture, as SVG.</summary>
    /// <param name="strokes">The held-out strokes, person after person.</param>
    /// <param name="loops">Each of them as the game met it.</param>
    /// <param name="summary">The figures.</param>
    public static string Draw(IReadOnlyList<Stroke> strokes, IReadOnlyList<GameLoop> loops, Summary summary)
    {
        var chart = new Chart();
        chart._svg.Text(24, 30, "Strokes of people unknown to the net, grey until it is right for good; %: the part drawn by then, in the median", weight: "bold");
        for (int shape = 0; shape < Shape.All.Length; shape++)
        {
            (double x, double y) = (24 + (shape % 5 * PanelWidth), 56 + (shape / 5 * PanelHeight));
            chart._svg.Text(x, y + 8, $"{Shape.All[shape].Name}: {Percent(summary.KnownFrom(shape))}");

            // One stroke each of people who are far from each other in the list; which ones, no result decides.
            int[] ofShape = [.. Enumerable.Range(0, strokes.Count).Where(i => strokes[i].Class == shape)];
            for (int i = 0; i < StrokesAShape; i++)
            {
                int stroke = ofShape[i * ofShape.Length / StrokesAShape];
                chart.Stroke(strokes[stroke], loops[stroke].KnownFrom, x + (i * (StrokeSize + 6)), y + 24);
            }
        }

        chart.Curve(summary);
        chart.Bars(summary);
        return chart._svg.ToString();
    }

    private void Stroke(Stroke stroke, double knownFrom, double x, double y)
    {
        (float left, float right) = (stroke.Points.Min(point => point.X), stroke.Points.Max(point => point.X));
        (float top, float bottom) = (stroke.Points.Min(point => point.Y), stroke.Points.Max(point => point.Y));
        double scale = StrokeSize / Math.Max(right - left, bottom - top);
        (double X, double Y)[] points = [.. stroke.Points.Select(point => (x + ((point.X - left) * scale), y + (((point.Y - top) + ((Math.Max(right - left, bottom - top) - (bottom - top)) / 2)) * scale)))];
        int known = Math.Clamp((int)(knownFrom * (points.Length + 1)) - 1, 0, points.Length - 1);
        _svg.Line(points[..(known + 1)], Palette.Gray, 2);
        _svg.Line(points[known..], Palette.Orange, 2);
        _svg.Dot(points[0].X, points[0].Y, 3, Palette.Gray);
    }

    private void Curve(Summary summary)
    {
        _svg.Text(CurveLeft, Below - 14, "Right, in %, by the part of the stroke that was drawn");
        double X(double part) => CurveLeft + (part * CurveWidth);
        double Y(double right) => Below + ((1 - right) * CurveHeight);
        for (int i = 0; i <= 4; i++)
        {
            _svg.Line([(X(0), Y(i / 4.0)), (X(1), Y(i / 4.0))], Palette.Grid, 1);
            _svg.Text(X(0) - 8, Y(i / 4.0) + 4, $"{25 * i}", "end");
            _svg.Text(X(i / 4.0), Y(0) + 18, $"{25 * i} %", "middle");
        }

        _svg.Line([(X(0), Y(summary.BaselineRight)), (X(1), Y(summary.BaselineRight))], Palette.Gray, 2, "6 4");
        _svg.Text(X(0) + 6, Y(summary.BaselineRight) + 16, "time warping, from the whole stroke");
        _svg.Line(Enumerable.Range(1, 50).Select(i => (X(i / 50.0), Y(summary.RightAt(i / 50.0)))), Palette.Orange, 2);
        _svg.Text(X(0.62), Y(summary.RightAt(0.62)) + 30, "net, a Step a frame", weight: "bold");
    }

    private void Bars(Summary summary)
    {
        _svg.Text(BarsLeft, Below - 14, "Wrong of the whole strokes");
        Samples.Bars.Draw(_svg, BarsLeft, Below - 6, Width - BarsLeft - 20, [("time warping", 1 - summary.BaselineRight), ("net", 1 - summary.Right)], Percent);
        _svg.Text(BarsLeft, Below + 106, "Time for a stroke, one core");
        Samples.Bars.Draw(_svg, BarsLeft, Below + 114, Width - BarsLeft - 20, [("time warping", summary.BaselineTime), ("net", summary.Time)], time => $"{time:0} µs");
    }

    private static string Percent(double part) => part.ToString(part < 0.1 ? "0.00 %" : "0 %", CultureInfo.InvariantCulture);
}
