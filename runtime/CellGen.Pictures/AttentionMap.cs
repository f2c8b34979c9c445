namespace CellGen.Pictures;

/// <summary>What of its source a decoder looked at, at each step of its target.</summary>
/// <example>
/// <code>
/// model.Forward(source, target, logits, tape);
/// AttentionMap.Of(tape.Record()["attention"], source: letters, target: phonemes).Save("attention.svg");
/// </code>
/// </example>
public static class AttentionMap
{
    private const double Cell = 26;
    private const double Top = 40;

    /// <summary>Draws it: the source across, the target down, darker where the weight is larger.</summary>
    /// <param name="attention">[Steps × Units], weights, each row of which adds up to one.</param>
    /// <param name="source">A label for each step of the source.</param>
    /// <param name="target">A label for each step of the target.</param>
    /// <param name="title">What stands above it.</param>
    /// <exception cref="ArgumentException">There are not as many labels as steps.</exception>
    public static Picture Of(Trace attention, IReadOnlyList<string> source, IReadOnlyList<string> target, string title = "")
    {
        ArgumentNullException.ThrowIfNull(attention);
        Check(source, attention.Units, nameof(source));
        Check(target, attention.Steps, nameof(target));
        var svg = new SvgDocument();
        double left = 24 + (target.Max(label => label.Length) * SvgDocument.LetterWidth);
        bool isShort = source.All(label => label.Length <= 3);
        double top = Top + (isShort ? 0 : source.Max(label => label.Length) * SvgDocument.LetterWidth);
        if (title.Length > 0)
        {
            svg.Text(16, 24, title, weight: "bold");
            top += 16;
        }

        for (int step = 0; step < source.Count; step++)
        {
            double x = left + ((step + 0.5) * Cell);
            if (isShort)
            {
                svg.Text(x, top - 8, source[step], "middle");
            }
            else
            {
                svg.Vertical(x + 4, top - 8, source[step]);
            }
        }

        for (int step = 0; step < target.Count; step++)
        {
            svg.Text(left - 8, top + ((step + 0.5) * Cell) + 4, target[step], "end");
        }

        // Up to 1, whatever the largest weight is: a net that looks everywhere must not look sure.
        var scale = new ColorScale(1, signed: false);
        svg.Cells(left, top, attention.Units, attention.Steps, Cell, Cell, (row, column) => scale.ColorOf(attention[row][column]));
        svg.Legend(left + (attention.Units * Cell) + 16, top, Math.Max(attention.Steps * Cell, 52), scale);
        return svg.Finish();
    }

    private static void Check(IReadOnlyList<string> labels, int count, string name)
    {
        ArgumentNullException.ThrowIfNull(labels, name);
        if (labels.Count != count)
        {
            throw new ArgumentException($"{name} has {labels.Count} labels; the attention is over {count} steps of it.", name);
        }
    }
}
