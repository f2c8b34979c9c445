using System.Globalization;

namespace CellGen.Pictures;

/// <summary>
/// Values as comma-separated text, for any spreadsheet or plotting library (RFC 4180, with line feeds): a row for each step, a
/// column for each unit. Numbers have a point and all their digits.
/// </summary>
public static class Csv
{
    /// <summary>Writes one value.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="trace">The value at every step.</param>
    /// <param name="steps">A label for each step, as a column of its own; none where it is null.</param>
    /// <exception cref="ArgumentException">There are labels, but not one for each step.</exception>
    public static void Save(string path, Trace trace, IReadOnlyList<string>? steps = null) => Save(path, [trace], steps);

    /// <summary>Writes several values, side by side; where one has fewer steps, its columns are empty below.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="traces">The values.</param>
    /// <param name="steps">A label for each step, as a column of its own; none where it is null.</param>
    /// <exception cref="ArgumentException">There are labels, but not one for each step.</exception>
    public static void Save(string path, IEnumerable<Trace> traces, IReadOnlyList<string>? steps = null)
    {
        using var writer = new StreamWriter(path);
        Write(writer, traces, steps);
    }

    /// <summary>Writes several values, side by side, to a writer, which stays open.</summary>
    /// <inheritdoc cref="Save(string, IEnumerable{Trace}, IReadOnlyList{string})"/>
    /// <param name="writer">Where to write.</param>
    /// <param name="traces">The values.</param>
    /// <param name="steps">A label for each step, as a column of its own; none where it is null.</param>
    public static void Write(TextWriter writer, IEnumerable<Trace> traces, IReadOnlyList<string>? steps = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Trace[] columns = [.. traces];
        int count = columns.Select(trace => trace.Steps).DefaultIfEmpty(0).Max();
        if (steps is not null && steps.Count != count)
        {
            throw new ArgumentException($"steps has {steps.Count} labels; the values have {count} steps.", nameof(steps));
        }

        string[] labels = steps is null ? ["step"] : ["step", "label"];
        var names = columns.SelectMany(trace => Enumerable.Range(0, trace.Units).Select(unit => FormattableString.Invariant($"{trace}[{unit}]")));
        WriteRow(writer, labels.Concat(names));
        for (int step = 0; step < count; step++)
        {
            string number = step.ToString(CultureInfo.InvariantCulture);
            WriteRow(writer, (steps is null ? [number] : new[] { number, steps[step] }).Concat(columns.SelectMany(trace => Row(trace, step))));
        }
    }

    /// <summary>Writes lines such as losses or norms of gradients, a column each.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="lines">The name and the values of each line.</param>
    public static void Save(string path, params (string Name, IReadOnlyList<double> Values)[] lines)
    {
        using var writer = new StreamWriter(path);
        WriteRow(writer, lines.Select(line => line.Name).Prepend("step"));
        for (int step = 0; step < lines.Max(line => line.Values.Count); step++)
        {
            WriteRow(writer, lines
                .Select(line => step < line.Values.Count ? line.Values[step].ToString("R", CultureInfo.InvariantCulture) : "")
                .Prepend(step.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static IEnumerable<string> Row(Trace trace, int step) => Enumerable.Range(0, trace.Units)
        .Select(unit => step < trace.Steps ? trace[step][unit].ToString("R", CultureInfo.InvariantCulture) : "");

    private static void WriteRow(TextWriter writer, IEnumerable<string> fields)
    {
        writer.Write(string.Join(',', fields.Select(Quote)));
        writer.Write('\n');
    }

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{field.Replace("\"", "\"\"")}\"" : field;
}
