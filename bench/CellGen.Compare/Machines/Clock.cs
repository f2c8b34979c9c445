using System.Diagnostics;

namespace CellGen.Compare.Machines;

/// <summary>Times loops.</summary>
internal static class Clock
{
    /// <summary>The nanoseconds of one round: those of the best of some repeats, since what disturbs a loop only makes it longer.</summary>
    public static double Best(int repeats, long rounds, Action loop)
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < repeats; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            loop();
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalNanoseconds / rounds);
        }

        return best;
    }
}
