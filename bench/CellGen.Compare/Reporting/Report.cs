using System.Globalization;
using System.Text;
using CellGen.Compare.Machines;
using CellGen.Compare.Measuring;

namespace CellGen.Compare.Reporting;

/// <summary>All figures of one processor: results/processor.md.</summary>
internal static class Report
{
    /// <summary>The text for some runs of one machine; the first is the main one.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="name">The name of the file, without its extension.</param>
    public static string Write(IReadOnlyList<RunResult> runs, string name)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Measured on {ProcessorName.Of(runs[0].Machine)}").AppendLine();
        text.AppendLine("Written by `bench/compare`: one core, one thread, float32, nanoseconds per time step (of the whole batch, where there is one), medians.");
        text.AppendLine("Smaller is better; \"ratio\" is CellGen's time over that of the best other.").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"![How many times CellGen's time the others take]({name}.svg)").AppendLine();
        if (runs.Any(run => run.Quick))
        {
            text.AppendLine("**A quick run, for trying out: these are no results.**").AppendLine();
        }

        foreach (RunResult run in runs)
        {
            text.AppendLine(Heading(run)).AppendLine();
            ResultTable.Append(text, run);
            PeaksText.Append(text, run.Peaks);
        }

        SituationTables.Append(text, runs[0]);
        Machine(text, runs);
        Versions(text, runs);
        AgreementTable.Append(text, runs[0]);
        text.Append(Notes.Text);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Heading(RunResult run) => run.Run switch
    {
        "avx2" => "## Without AVX-512",
        "plain" => "## Without AVX and FMA",
        _ => run.VectorWidth == "Bits512" ? "## With AVX-512" : $"## With what the machine has ({run.VectorWidth})",
    };

    private static void Machine(StringBuilder text, IReadOnlyList<RunResult> runs)
    {
        Machine machine = runs[0].Machine;
        text.AppendLine("## The machine").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"- {machine.Processor}, {machine.Family}; {string.Join(", ", machine.Features)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- {string.Join(", ", machine.Caches)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- {machine.System}; {machine.Runtime}").AppendLine();
    }

    private static void Versions(StringBuilder text, IReadOnlyList<RunResult> runs)
    {
        text.AppendLine("## Versions").AppendLine();
        foreach (PeerInfo peer in runs[0].Peers)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {peer.Name}: {peer.Version ?? "not installed"}");
        }

        text.AppendLine();
    }

    /// <summary>Three significant digits, and no exponent.</summary>
    internal static string Number(double value) =>
        value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
