namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// The columns of a narrow product, whose lanes are what it reads: whole blocks of values. The values that do not fill a block come
/// after them.
/// </summary>
internal static class NarrowColumns
{
    /// <summary>The blocks that are written out; more become a loop. One is, where text counts more than the last few per cent.</summary>
    private const int WrittenOut = 4;

    /// <param name="values">The number of values.</param>
    /// <param name="block">The number of values of a block.</param>
    /// <param name="profile">The width.</param>
    public static ColumnSchedule Of(int values, int block, VectorProfile profile) =>
        new(values / block, values / block > (profile.IsBrief ? 1 : WrittenOut) ? 1 : 0) { Stride = block };
}
