namespace CellGen.Pictures;

/// <summary>Gates and states over time: a column for each step, a row for each unit, a colour for each value.</summary>
/// <example>
/// <code>
/// model.Forward(input, output, tape);
/// Recording seen = tape.Record();
/// HeatMap.Of(seen["z"]).Save("z.svg");
/// HeatMap.Of(seen.Traces, title: "A sentence", steps: words).Save("all.svg");
/// </code>
/// </example>
public static class HeatMap
{
    private const double Left = 56;
    private const double MapWidth = 960;
    private const double MapHeight = 320;

    /// <summary>Draws one value.</summary>
    /// <param name="trace">The value at every step.</param>
    /// <param name="title">What stands above it.</param>
    /// <param name="steps">What stands below each step, such as words; numbers where it is null.</param>
    /// <exception cref="ArgumentException">There are labels, but not one for each step.</exception>
    public static Picture Of(Trace trace, string title = "", IReadOnlyList<string>? steps = null) => Of([trace], title, steps);

    /// <summary>Draws several values, one below the other, each with a scale of its own.</summary>
    /// <param name="traces">The values.</param>
    /// <param name="title">What stands above them.</param>
    /// <param name="steps">What stands below each step, such as words; numbers where it is null.</param>
    /// <exception cref="ArgumentException">There is no value, or there are labels, but not one for each step.</exception>
    public static Picture Of(IEnumerable<Trace> traces, string title = "", IReadOnlyList<string>? steps = null)
    {
        ArgumentNullException.ThrowIfNull(traces);
        var svg = new SvgDocument();
        double y = 16;
        if (title.Length > 0)
        {
            svg.Text(16, y + 14, title, weight: "bold");
            y += 32;
        }

        double first = y;
        foreach (Trace trace in traces)
        {
            y = Draw(svg, trace, y, steps);
        }

        return y > first ? svg.Finish() : throw new ArgumentException("There is no value to draw; expected at least one.", nameof(traces));
    }

    private static double Draw(SvgDocument svg, Trace trace, double y, IReadOnlyList<string>? labels)
    {
        if (labels is not null && labels.Count != trace.Steps)
        {
            throw new ArgumentException($"steps has {labels.Count} labels; {trace} has {trace.Steps} steps.", "steps");
        }

        double width = Math.Clamp(MapWidth / trace.Steps, 1, 20);
        double height = Math.Clamp(MapHeight / trace.Units, 1, 12);
        double top = y + 20;
        double bottom = top + (trace.Units * height);
        ColorScale scale = ColorScale.Of(trace.Values);
        svg.Text(16, y + 12, $"{trace}: {trace.Units} units");
        svg.Cells(Left, top, trace.Steps, trace.Units, width, height, (unit, step) => scale.ColorOf(trace[step][unit]));
        Axis(svg, Left - 8, top, height, trace.Units);
        svg.Legend(Left + (trace.Steps * width) + 16, top, Math.Max(bottom - top, 30), scale);
        return Math.Max(bottom, top + 30) + Labels(svg, bottom, width, trace.Steps, labels);
    }

    private static void Axis(SvgDocument svg, double x, double top, double height, int units)
    {
        int every = Every(units, height, 16);
        for (int unit = 0; unit < units; unit += every)
        {
            svg.Text(x, top + ((unit + 0.5) * height) + 4, FormattableString.Invariant($"{unit}"), "end");
        }
    }

    private static double Labels(SvgDocument svg, double bottom, double width, int steps, IReadOnlyList<string>? labels)
    {
        if (labels is null)
        {
            int every = Every(steps, width, 40);
            for (int step = 0; step < steps; step += every)
            {
                svg.Text(Left + ((step + 0.5) * width), bottom + 16, FormattableString.Invariant($"{step}"), "middle");
            }

            return 32;
        }

        bool isShort = labels.All(label => label.Length * SvgDocument.LetterWidth <= width + 3);
        double length = labels.Max(label => label.Length) * SvgDocument.LetterWidth;
        int some = isShort ? 1 : Every(steps, width, 14);
        for (int step = 0; step < steps; step += some)
        {
            if (isShort)
            {
                svg.Text(Left + ((step + 0.5) * width), bottom + 16, labels[step], "middle");
            }
            else
            {
                svg.Vertical(Left + ((step + 0.5) * width) + 4, bottom + 6 + length, labels[step]);
            }
        }

        double room = isShort ? 16 : length + 6;
        svg.Include(0, bottom + room);
        return room + 16;
    }

    /// <summary>How many steps, of 1, 2, 5, 10 and so on, from one label to the next, so that each has room.</summary>
    private static int Every(int count, double size, double room)
    {
        for (int every = 1; ; every *= 10)
        {
            foreach (int factor in (ReadOnlySpan<int>)[1, 2, 5])
            {
                if (every * factor * size >= room || every * factor >= count)
                {
                    return every * factor;
                }
            }
        }
    }
}
