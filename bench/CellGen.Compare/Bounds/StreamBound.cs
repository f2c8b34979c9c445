using CellGen.Compare.Machines;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Bounds;

/// <summary>
/// The weights that every step reads again. A cache keeps at most what it holds from one step to the next (and can keep that
/// much, if the order is turned round every other step): the rest comes from behind it.
/// </summary>
internal static class StreamBound
{
    /// <summary>
    /// Nanoseconds per time step: those of the slowest of the caches and memory, as if all of them were read at once; 0 where no cache
    /// is known, since weights need not come from memory then.
    /// </summary>
    public static double Of(Row row, Peaks peaks)
    {
        if (!peaks.KnowsCaches)
        {
            return 0;
        }

        double bytes = sizeof(float) * Weights(row);
        double slowest = 0;
        long kept = 0;
        foreach (ReadSpeed place in peaks.Reads)
        {
            slowest = Math.Max(slowest, (bytes - kept) / place.GigabytesPerSecond);
            kept = place.Bytes;
        }

        return slowest;
    }

    /// <summary>A call for each step needs all weights; in a sequence those of the input can be read once for many steps.</summary>
    private static double Weights(Row row) =>
        row.Mode == RowMode.Streaming ? row.MultiplyAdds : (double)row.Layers * row.Directions * row.Gates * row.Hidden * row.Hidden;
}
