namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// The columns of a narrow product, whose lanes are what it reads: whole blocks of values. The values that do not fill a block come
/// after them.
/// </summary>
internal static class NarrowColumns
{
    /// <summary>The blocks that are written out; more become a loop.</summary>
    private const int WrittenOut = 4;

    /// <param name="values">The number of values.</param>
    /// <param name="block">The number of values of a block.</param>
    public static ColumnSchedule Of(int values, int block) => new(values / block, values / block > WrittenOut ? 1 : 0) { Stride = block };
}
