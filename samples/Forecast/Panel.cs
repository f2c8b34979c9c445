using System.Globalization;

namespace CellGen.Samples.Forecast;

/// <summary>Axes with a grid, for lines over days.</summary>
/// <param name="svg">The picture.</param>
/// <param name="area">The edges of what lies between the axes.</param>
/// <param name="days">The numbers of the first and the last day.</param>
/// <param name="values">The least and the largest value.</param>
public sealed class Panel(Svg svg, (double Left, double Top, double Width, double Height) area, (int First, int Last) days, (double Low, double High) values)
{
    /// <summary>Draws the axes.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="tick">The distance between two lines of the grid.</param>
    public void Axes(string title, double tick)
    {
        svg.Text(area.Left, area.Top - 10, title);
        for (double value = Math.Ceiling(values.Low / tick) * tick; value <= values.High; value += tick)
        {
            svg.Line([(area.Left, Y(value)), (area.Left + area.Width, Y(value))], Palette.Grid, 1);
            svg.Text(area.Left - 6, Y(value) + 4, value.ToString(CultureInfo.InvariantCulture), "end");
        }

        foreach (int day in new[] { days.First, 1, days.Last }.Distinct())
        {
            svg.Text(X(day), area.Top + area.Height + 18, day.ToString(CultureInfo.InvariantCulture), "middle");
        }
    }

    /// <summary>Draws a line of one value a day.</summary>
    public void Line(int first, IEnumerable<double> line, (string Color, string Dashes) style) =>
        svg.Line(line.Select((value, i) => (X(first + i), Y(value))), style.Color, 2, style.Dashes);

    private double X(int day) => area.Left + ((day - days.First) * area.Width / (days.Last - days.First));

    private double Y(double value) => area.Top + ((values.High - value) * area.Height / (values.High - values.Low));
}
