using System.Globalization;
using System.Text;

namespace CellGen.Pictures;

/// <summary>The few elements that maps and coloured text are made of. Numbers are the same under every culture.</summary>
internal sealed class SvgDocument
{
    /// <summary>The width of a character of text that is not monospaced, about.</summary>
    public const double LetterWidth = 7;

    private readonly StringBuilder _body = new();

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>Makes room for something.</summary>
    public void Include(double right, double bottom) => (Width, Height) = (Math.Max(Width, right), Math.Max(Height, bottom));

    public void Rectangle(double x, double y, double width, double height, string fill) =>
        Add($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{fill}\"/>");

    /// <summary>Text; anchor: start, middle or end.</summary>
    public void Text(double x, double y, string text, string anchor = "start", string weight = "normal")
    {
        Add($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\" font-weight=\"{weight}\">{Escape(text)}</text>");
        Include(anchor == "end" ? x : x + (text.Length * LetterWidth / (anchor == "middle" ? 2 : 1)), y + 4);
    }

    /// <summary>Text that goes up from a point.</summary>
    public void Vertical(double x, double y, string text) =>
        Add($"<text transform=\"translate({x:0.##} {y:0.##}) rotate(-90)\">{Escape(text)}</text>");

    /// <summary>A line of monospaced text of a width, whatever the font.</summary>
    public void Monospaced(double x, double y, double width, string text) =>
        Add($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" xml:space=\"preserve\" font-family=\"Consolas, Menlo, 'DejaVu Sans Mono', monospace\" textLength=\"{width:0.##}\" lengthAdjust=\"spacingAndGlyphs\">{Escape(text)}</text>");

    /// <summary>Coloured cells: one path for each colour, of runs of equal neighbours, which is a tenth of the text of as many rectangles.</summary>
    /// <param name="x">The left edge.</param>
    /// <param name="y">The upper edge.</param>
    /// <param name="columns">The number of cells in a row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The width of a cell.</param>
    /// <param name="height">Its height.</param>
    /// <param name="colorOf">The colour of a row and column; null for none.</param>
    public void Cells(double x, double y, int columns, int rows, double width, double height, Func<int, int, string?> colorOf)
    {
        var paths = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0, end; column < columns; column = end)
            {
                string? color = colorOf(row, column);
                for (end = column + 1; end < columns && colorOf(row, end) == color;)
                {
                    end++;
                }

                if (color is not null)
                {
                    paths.TryAdd(color, new StringBuilder());
                    paths[color].Append(CultureInfo.InvariantCulture, $"M{column} {row}h{end - column}v1H{column}z");
                }
            }
        }

        Add($"<g transform=\"translate({x:0.##} {y:0.##}) scale({width:0.####} {height:0.####})\" shape-rendering=\"crispEdges\">");
        foreach (var (color, path) in paths)
        {
            Add($"<path fill=\"{color}\" d=\"{path}\"/>");
        }

        Add($"</g>");
        Include(x + (columns * width), y + (rows * height));
    }

    /// <summary>A scale of colours with its ends, downwards.</summary>
    public void Legend(double x, double y, double height, ColorScale scale)
    {
        const int Steps = 25;
        Cells(x, y, 1, Steps, 12, height / Steps, (row, _) => scale.ColorOf(scale.High + ((scale.Low - scale.High) * row / (Steps - 1))));
        Text(x + 18, y + 10, scale.High.ToString("0.###", CultureInfo.InvariantCulture));
        Text(x + 18, y + Math.Max(height, 24), scale.Low.ToString("0.###", CultureInfo.InvariantCulture));
    }

    /// <summary>The document, on white.</summary>
    public Picture Finish()
    {
        const double Margin = 16;
        FormattableString head = $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width + Margin:0.##} {Height + Margin:0.##}\" width=\"{Width + Margin:0.##}\" height=\"{Height + Margin:0.##}\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"#222\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
        return new Picture(head.ToString(CultureInfo.InvariantCulture) + _body + "</svg>\n");
    }

    /// <summary>Text as XML has it; what XML has no place for, such as control characters, is a dot.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => escaped.Append("&lt;"),
                '&' => escaped.Append("&amp;"),
                < 32 or 0xFFFE or 0xFFFF => escaped.Append('·'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    private void Add(FormattableString element) => _body.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
