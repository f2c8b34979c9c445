using System.Globalization;
using System.Text;
using CellGen.Compare.Machines;

namespace CellGen.Compare.Reporting;

/// <summary>What the bounds are computed from.</summary>
internal static class PeaksText
{
    /// <summary>Appends the paragraph; nothing where vectors are switched off.</summary>
    public static void Append(StringBuilder text, Peaks peaks)
    {
        if (peaks.Vectors is not { } vectors)
        {
            return;
        }

        var parts = new List<string>();
        if (peaks.Wide > 0)
        {
            parts.Add($"multiply-add {Report.Number(peaks.Wide)} GFLOP/s with 512 bits");
        }

        parts.Add($"{(peaks.Wide > 0 ? "" : "multiply-add ")}{Report.Number(peaks.Narrow)} GFLOP/s with 256 bits");
        parts.AddRange(peaks.Reads.Select(read => $"{read.Place} {Report.Number(read.GigabytesPerSecond)} GB/s"));
        text.AppendLine(CultureInfo.InvariantCulture, $"Peaks of the machine in this run: {string.Join(", ", parts)}.");
        if (!peaks.KnowsCaches)
        {
            text.AppendLine("The machine does not tell its caches: there is no bound by stream.");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"A vector of {vectors.Lanes * 32} bits beside multiply-adds: sigmoid {Time(vectors.Sigmoid.Beside)}, tanh {Time(vectors.Tanh.Beside)}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Latencies: sigmoid {Time(vectors.Sigmoid.Latency)}, tanh {Time(vectors.Tanh.Latency)}, multiply-add {Time(vectors.MultiplyAdd)}, multiplication {Time(vectors.Multiply)},");
        text.AppendLine(CultureInfo.InvariantCulture, $"addition {Time(vectors.Add)}, one element to all lanes {Time(vectors.Broadcast)}, the same through memory {Time(vectors.Memory)}.").AppendLine();
    }

    private static string Time(double nanoseconds) => nanoseconds.ToString("0.00 ns", CultureInfo.InvariantCulture);
}
