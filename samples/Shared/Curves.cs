using System.Collections;
using System.Globalization;

namespace CellGen.Samples;

/// <summary>Lines of values, one for each epoch, on common axes.</summary>
/// <param name="svg">The picture.</param>
/// <param name="x">The left edge.</param>
/// <param name="y">The upper edge.</param>
/// <param name="width">With the numbers of the axis.</param>
/// <param name="height">Without them.</param>
public sealed class Curves(Svg svg, double x, double y, double width, double height) : IEnumerable
{
    private const double AxisWidth = 40;
    private const double NameWidth = 80;
    private const int Ticks = 5;

    private readonly List<(string Name, string Color, double[] Values)> _curves = [];

    /// <summary>Adds a line.</summary>
    public void Add(string name, string color, IEnumerable<double> values) => _curves.Add((name, color, [.. values]));

    /// <summary>Draws all.</summary>
    /// <param name="steps">What the values are of.</param>
    public void Draw(string steps)
    {
        double low = _curves.SelectMany(curve => curve.Values).Min();
        double high = _curves.SelectMany(curve => curve.Values).Max();
        int count = _curves.Max(curve => curve.Values.Length);
        double step = new[] { 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1 }.FirstOrDefault(step => (high - low) / step <= Ticks, 2);
        (low, high) = (Math.Floor(low / step) * step, Math.Ceiling((high / step) + 0.01) * step);
        double X(int place) => x + AxisWidth + (place * (width - AxisWidth - NameWidth) / Math.Max(1, count - 1));
        double Y(double value) => y + ((high - value) / (high - low) * height);

        for (double tick = low; tick <= high + (step / 2); tick += step)
        {
            svg.Line([(X(0), Y(tick)), (X(count - 1), Y(tick))], Palette.Grid, 1);
            svg.Text(X(0) - 8, Y(tick) + 4, tick.ToString("0.0#", CultureInfo.InvariantCulture), "end");
        }

        svg.Text(X(0), y + height + 18, "1", "middle");
        svg.Text(X(count - 1), y + height + 18, count.ToString(CultureInfo.InvariantCulture), "middle");
        svg.Text((X(0) + X(count - 1)) / 2, y + height + 18, steps, "middle");
        foreach ((string name, string color, double[] values) in _curves)
        {
            svg.Line(values.Select((value, place) => (X(place), Y(value))), color, 2);
            svg.Text(X(values.Length - 1) + 8, Y(values[^1]) + 4, name);
        }
    }

    /// <summary>The lines' names.</summary>
    public IEnumerator GetEnumerator() => _curves.Select(curve => curve.Name).GetEnumerator();
}
