using CellGen.Compare.Machines;
using CellGen.Compare.Problems;

namespace CellGen.Compare.Bounds;

/// <summary>
/// What a row takes at least on this machine, with CellGen's functions and its bits, in nanoseconds per time step (of the whole
/// batch): the largest of three, each of which no order of the instructions avoids.
/// </summary>
/// <param name="Work">All multiply-adds and functions, one behind the other without a gap.</param>
/// <param name="Chain">What must follow from one h to the next, each operation waiting for the one before.</param>
/// <param name="Stream">Reading the weights.</param>
public sealed record Bound(double Work, double Chain, double Stream)
{
    /// <summary>The largest.</summary>
    public double Nanoseconds => Math.Max(Work, Math.Max(Chain, Stream));

    /// <summary>Which it is.</summary>
    public string Name => Nanoseconds == Work ? "work" : Nanoseconds == Chain ? "chain" : "stream";

    /// <summary>The bound of a row; null where vectors are switched off, for an encoder and decoder, and for a whole step of training.</summary>
    public static Bound? Of(Row row, Peaks peaks) => peaks.Vectors is not { } vectors || row.Pair is not null || row.Mode == RowMode.Learning ? null
        : row.IsNet ? new Bound(NetBound.Work(row, peaks.Best, vectors), NetBound.Chain(row, vectors), StreamBound.Of(row, peaks))
        : new Bound(WorkBound.Of(row, peaks.Best, vectors), ChainBound.Of(row, vectors), StreamBound.Of(row, peaks));
}
