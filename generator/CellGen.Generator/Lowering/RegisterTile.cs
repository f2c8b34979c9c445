using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>The sums that registers hold at once: rows × vectors, where each row shares the loads of a column's vectors.</summary>
/// <param name="Lanes">The number of lanes of a vector.</param>
/// <param name="Rows">The rows, by what the names of their sums begin with.</param>
/// <param name="Vectors">The number of vectors of each row.</param>
internal sealed record RegisterTile(int Lanes, IReadOnlyList<string> Rows, int Vectors)
{
    /// <summary>A tile of numbered rows.</summary>
    public RegisterTile(int lanes, int rows, int vectors)
        : this(lanes, [.. Enumerable.Range(0, rows).Select(row => Invariant($"{row}"))], vectors)
    {
    }

    /// <summary>All sums, row by row.</summary>
    public IEnumerable<(int Row, int Vector, Accumulator Sum)> Sums =>
        from row in Enumerable.Range(0, Rows.Count) from vector in Enumerable.Range(0, Vectors) select (row, vector, this[row, vector]);

    /// <summary>A vector of a row.</summary>
    public Accumulator this[int row, int vector] => new(Lanes, Invariant($"{Rows[row]}_{vector}"));
}
