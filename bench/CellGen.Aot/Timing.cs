using System.Diagnostics;

namespace CellGen.Aot;

/// <summary>The time of a step.</summary>
internal static class Timing
{
    private const int WarmUps = 4;
    private const int CallsBeforeTier1 = 30;
    private const int Repeats = 9;
    private const double RepeatSeconds = 0.05;

    /// <summary>The median over the repeats, in nanoseconds a step.</summary>
    public static double Measure(Row row)
    {
        int runs = 1;
        for (int warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            double seconds = Seconds(row, Math.Max(runs, CallsBeforeTier1)) / Math.Max(runs, CallsBeforeTier1);
            runs = Math.Max(1, (int)(RepeatSeconds / seconds));
            Thread.Sleep(150); // the JIT compiles again, on the same core, what was called often
        }

        var times = new double[Repeats];
        foreach (ref double time in times.AsSpan())
        {
            time = Seconds(row, runs) / runs / row.Steps * 1e9;
        }

        Array.Sort(times);
        return times[Repeats / 2];
    }

    private static double Seconds(Row row, int runs)
    {
        long start = Stopwatch.GetTimestamp();
        for (int run = 0; run < runs; run++)
        {
            row.Run();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
