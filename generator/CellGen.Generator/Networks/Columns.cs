namespace CellGen.Generator.Networks;

/// <summary>Some columns of rows, which an operation reads or writes.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="First">The first of the columns.</param>
/// <param name="Count">Their number.</param>
internal sealed record Columns(Rows Rows, int First, int Count)
{
    /// <summary>The same columns of other rows of this size.</summary>
    public Columns Of(Rows rows) => this with { Rows = rows };

    /// <summary>How many of these columns are among others.</summary>
    public int Overlap(Columns other) =>
        Rows == other.Rows ? Math.Max(0, Math.Min(First + Count, other.First + other.Count) - Math.Max(First, other.First)) : 0;
}
