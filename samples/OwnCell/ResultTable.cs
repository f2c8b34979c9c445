namespace CellGen.Samples.OwnCell;

/// <summary>The errors of all cells.</summary>
public static class ResultTable
{
    /// <summary>Writes the table, in plain lines, of which none is broken where the screen is narrow.</summary>
    /// <param name="results">The LSTM first.</param>
    /// <param name="baselines">What counting letters achieves.</param>
    public static void Write(IReadOnlyList<Result> results, IReadOnlyList<(string Name, double Bits)> baselines)
    {
        Console.WriteLine("Bits a letter on the held-out chapters, in windows as in training, and as one stream:");
        Console.WriteLine();
        Line("cell", "without, or with", "error", "± seeds", "vs LSTM", "stream", "params", "ns a step");
        foreach (Result result in results)
        {
            string difference = result == results[0] ? "" : $"{result.Mean - results[0].Mean:+0.000;−0.000}";
            Line(
                result.Cell.Name,
                result.Cell.Difference,
                $"{result.Mean:0.000}",
                $"{result.Spread:0.000}",
                difference,
                $"{result.MeanOfStream:0.000}",
                $"{result.Cell.Parameters}",
                $"{result.NanosecondsPerStep:0}");
        }

        foreach ((string name, double bits) in baselines)
        {
            Line(name, "counted", $"{bits:0.000}", "", "", "", "", "");
        }
    }

    private static void Line(string name, string what, string error, string spread, string difference, string stream, string parameters, string time) =>
        Console.WriteLine($"{name,-10}{what,-23}{error,6}{spread,9}{difference,9}{stream,8}{parameters,8}{time,11}");
}
