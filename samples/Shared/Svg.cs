using System.Text;

namespace CellGen.Samples;

/// <summary>The few shapes that a chart is made of.</summary>
public sealed class Svg
{
    private readonly StringBuilder _text = new();

    /// <summary>An empty picture on white.</summary>
    public Svg(double width, double height)
    {
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"#222\">");
        Rectangle(0, 0, width, height, "#fff");
    }

    /// <summary>A filled rectangle.</summary>
    public void Rectangle(double x, double y, double width, double height, string fill) =>
        Add($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{fill}\"/>");

    /// <summary>A line through the points; dashes as in stroke-dasharray, or none.</summary>
    public void Line(IEnumerable<(double X, double Y)> points, string color, double width, string dashes = "none")
    {
        string path = string.Join(' ', points.Select(point => FormattableString.Invariant($"{point.X:0.##},{point.Y:0.##}")));
        Add($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\" stroke-dasharray=\"{dashes}\" stroke-linejoin=\"round\"/>");
    }

    /// <summary>A dot.</summary>
    public void Dot(double x, double y, double radius, string color) =>
        Add($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius}\" fill=\"{color}\"/>");

    /// <summary>Text; anchor: start, middle or end.</summary>
    public void Text(double x, double y, string text, string anchor = "start", string weight = "normal") =>
        Add($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\" font-weight=\"{weight}\">{text}</text>");

    /// <summary>Text that goes up from a point.</summary>
    public void Vertical(double x, double y, string text) =>
        Add($"<text transform=\"translate({x:0.##} {y:0.##}) rotate(-90)\">{text}</text>");

    /// <summary>The finished document.</summary>
    public override string ToString() => _text + "</svg>\n";

    private void Add(FormattableString element) => _text.Append(FormattableString.Invariant(element)).Append('\n');
}
