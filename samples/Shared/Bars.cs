namespace CellGen.Samples;

/// <summary>A horizontal bar for each model.</summary>
public static class Bars
{
    private const double RowHeight = 36;
    private const double NameWidth = 150;
    private const double ValueWidth = 60;

    /// <summary>Draws them from zero on; the last one is the one that the picture is about.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="x">The left edge.</param>
    /// <param name="y">The upper edge.</param>
    /// <param name="width">With names and values.</param>
    /// <param name="rows">Names and values.</param>
    /// <param name="text">What is written behind a bar.</param>
    public static void Draw(Svg svg, double x, double y, double width, IReadOnlyList<(string Name, double Value)> rows, Func<double, string> text)
    {
        double most = rows.Max(row => row.Value);
        for (int row = 0; row < rows.Count; row++)
        {
            (string name, double value) = rows[row];
            bool last = row == rows.Count - 1;
            double top = y + (row * RowHeight);
            double length = value / most * (width - NameWidth - ValueWidth);
            svg.Text(x + NameWidth - 10, top + 20, name, "end", last ? "bold" : "normal");
            svg.Rectangle(x + NameWidth, top + 4, length, RowHeight - 12, last ? Palette.Orange : Palette.Gray);
            svg.Text(x + NameWidth + length + 8, top + 20, text(value), weight: last ? "bold" : "normal");
        }
    }
}
