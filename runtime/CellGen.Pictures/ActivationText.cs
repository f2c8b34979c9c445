namespace CellGen.Pictures;

/// <summary>
/// A text whose characters have the colours of a unit's activation as the net read them: what the unit is for is often seen at
/// once (Karpathy, Johnson and Fei-Fei, 2015).
/// </summary>
public static class ActivationText
{
    // That of most monospaced fonts at a size of 13: some viewers do not stretch text to the cells.
    private const double CharacterWidth = 13 * 0.602;
    private const double LineHeight = 19;

    /// <summary>Draws the text.</summary>
    /// <param name="text">The text. A line ends with a line feed, which has a cell, too: a net reads it.</param>
    /// <param name="activations">A value for each character.</param>
    /// <param name="title">What stands above it.</param>
    /// <param name="columns">The characters after which a longer line goes on below.</param>
    /// <param name="scale">The colours; those that the values fill, where it is null.</param>
    /// <exception cref="ArgumentException">There are not as many values as characters, or the text is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> is below 1.</exception>
    public static Picture Of(string text, ReadOnlySpan<float> activations, string title = "", int columns = 120, ColorScale? scale = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (activations.Length != text.Length)
        {
            throw new ArgumentException($"activations has {activations.Length} values; the text has {text.Length} characters.", nameof(activations));
        }

        ColorScale colors = scale ?? ColorScale.Of(activations);
        float[] values = activations.ToArray();
        var lines = Lines(text, columns);
        int width = lines.Max(line => line.Length);
        var svg = new SvgDocument();
        double top = 16;
        if (title.Length > 0)
        {
            svg.Text(16, top + 14, title, weight: "bold");
            top += 32;
        }

        svg.Cells(16, top, width, lines.Count, CharacterWidth, LineHeight, (row, column) =>
            column < lines[row].Length ? colors.ColorOf(values[lines[row].Start + column]) : null);
        for (int row = 0; row < lines.Count; row++)
        {
            var (start, length) = lines[row];
            string line = text.Substring(start, length).Replace('\n', '↵').Replace('\t', '→').Replace('\r', ' ');
            svg.Monospaced(16, top + (row * LineHeight) + 14, length * CharacterWidth, line);
        }

        svg.Legend(16 + (width * CharacterWidth) + 16, top, Math.Max(52, Math.Min(160, lines.Count * LineHeight)), colors);
        return svg.Finish();
    }

    private static List<(int Start, int Length)> Lines(string text, int columns)
    {
        var lines = new List<(int Start, int Length)>();
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            int length = Math.Min((end < 0 ? text.Length : end + 1) - start, columns);
            lines.Add((start, length));
            start += length;
        }

        return lines;
    }
}
