namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// The columns of a product whose sums go through memory: one partial sum after the other, so that an element of the operand is
/// broadcast once for as many vectors as registers hold.
/// </summary>
internal static class StoredColumns
{
    /// <param name="columns">The number of columns.</param>
    /// <param name="partials">The number of partial sums.</param>
    /// <param name="vectors">The number of vectors that are accumulated together.</param>
    /// <param name="straight">Whether all columns may be written out.</param>
    public static ColumnSchedule Of(int columns, int partials, int vectors, bool straight) =>
        new(columns, straight ? 0 : vectors >= 8 ? 2 : 4, partials) { Together = 1 };
}
