namespace CellGen.Generator.Tests.Kernels;

/// <summary>Rows in the order in which a pass visits them: from the first to the last, or back.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="IsReversed">Whether the last row is the first to be visited.</param>
internal readonly record struct PassRows(GuardedRows Rows, bool IsReversed)
{
    /// <summary>The first element of the row that is visited first.</summary>
    public FormReference Reference => Rows.Reference + (IsReversed ? (long)(Rows.Count - 1) * Rows.Step : 0);

    /// <summary>From a row to the one that is visited next.</summary>
    public int Step => IsReversed ? -Rows.Step : Rows.Step;

    /// <summary>An element of the row that is visited after so many others.</summary>
    public double this[int visited, int place] => Rows[IsReversed ? Rows.Count - 1 - visited : visited, place];

    /// <param name="isReversed">Whether the last row is the first to be visited.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="length">The length of a row.</param>
    /// <param name="value">An element: of the row that is visited after so many others, its place in it.</param>
    public static PassRows Create(bool isReversed, int count, int length, Func<int, int, double> value) =>
        new(new GuardedRows(count, length, (row, place) => value(isReversed ? count - 1 - row : row, place)), isReversed);
}
