using System.Globalization;
using System.Text;

namespace CellGen.Compare.Reporting;

/// <summary>RESULTS.md: each row's ratio to the best peer, on every processor that was measured.</summary>
internal static class Summary
{
    private static readonly (string Run, string Heading)[] Runs =
        [("default", "With all that the processor has"), ("avx2", "With AVX2, without AVX-512"), ("plain", "Without AVX and FMA")];

    /// <summary>The text for some processors.</summary>
    public static string Write(IReadOnlyList<ProcessorResults> processors)
    {
        var text = new StringBuilder();
        text.AppendLine("# Measured").AppendLine();
        text.AppendLine("Written by `bench/compare`. Each cell is CellGen's time over that of the best other in the same run, and who that was: below 1 CellGen is faster.");
        text.AppendLine("Behind it, how much of the time the processor must take at least (the bound). All figures, versions and what they mean are in a page for each processor:").AppendLine();
        foreach (ProcessorResults processor in processors)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- [{processor.Processor}](results/{Machines.ProcessorName.FileNameOf(processor.Processor)}.md): {processor.Machine}");
        }

        text.AppendLine();
        foreach (var (run, heading) in Runs)
        {
            Append(text, heading, [.. processors.Select(processor => (processor.Processor, Rows: processor.Runs.FirstOrDefault(each => each.Run == run)?.Rows ?? []))]);
        }

        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static void Append(StringBuilder text, string heading, IReadOnlyList<(string Processor, IReadOnlyList<ProcessorRow> Rows)> columns)
    {
        text.AppendLine($"## {heading}").AppendLine();
        text.AppendLine($"| work | {string.Join(" | ", columns.Select(column => column.Processor))} |");
        text.AppendLine($"| --- |{string.Concat(columns.Select(_ => " ---: |"))}");
        foreach (string row in columns.SelectMany(column => column.Rows).Select(row => row.Name).Distinct())
        {
            text.AppendLine($"| {row} | {string.Join(" | ", columns.Select(column => Cell(column.Rows.FirstOrDefault(each => each.Name == row))))} |");
        }

        text.AppendLine();
    }

    private static string Cell(ProcessorRow? row)
    {
        if (row?.BestNanoseconds is not { } best)
        {
            return "–";
        }

        double ratio = row.Nanoseconds / best;
        string number = ratio.ToString("0.00", CultureInfo.InvariantCulture);
        string bound = row.BoundNanoseconds is { } least ? ", " + (least / row.Nanoseconds).ToString("0 %", CultureInfo.InvariantCulture) : "";
        return $"{(ratio > 1 ? $"**{number}**" : number)} {row.BestPeer}{bound}";
    }
}
