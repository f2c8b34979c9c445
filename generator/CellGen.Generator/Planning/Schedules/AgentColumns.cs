namespace CellGen.Generator.Planning.Schedules;

/// <summary>The columns of a product whose lanes are agents.</summary>
internal static class AgentColumns
{
    /// <summary>
    /// The multiply-adds, at least, in the body of the loop, which hide it. Measured on a Zen 5, in turns, StepMany with 12 over 24 at 512 and
    /// 256 bits: GRU(1, 16), LSTM(1, 32), LSTM(10, 20, 2), GRU(6, 33) and LSTM(12, 39) 0.98 to 1.01, with half the text of the loop.
    /// </summary>
    private const int FewestMultiplyAdds = 12;

    /// <param name="columns">The number of columns; null where it is an argument, which takes one partial sum.</param>
    /// <param name="partials">The number of partial sums.</param>
    /// <param name="sums">The vectors of sums of a tile: units × gates × vectors of agents.</param>
    /// <param name="profile">The width.</param>
    public static ColumnSchedule Of(int? columns, int partials, int sums, VectorProfile profile)
    {
        if (columns is not { } count)
        {
            return new(0, partials, partials) { IsVariable = true };
        }

        // Where registers are too few for all partial sums, some of them are summed first, and wait in memory.
        int together = partials;
        while (together > 1 && together * sums > profile.Accumulators)
        {
            together /= 2;
        }

        // As many columns as there are partial sums, at least.
        int unroll = partials;
        while (unroll / partials * together * sums < FewestMultiplyAdds)
        {
            unroll *= 2;
        }

        return new(count, count >= 2 * unroll ? unroll : 0, partials) { Together = together };
    }
}
