using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Printing;

/// <summary>Four neighbouring columns of a product whose sums have the same lanes: what one call of the runtime adds.</summary>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Lanes">The first lane of each sum of a column, equally far apart.</param>
/// <param name="Width">The distance from a column's weights to the next one's.</param>
internal sealed record FourColumns(IReadOnlyList<Statement.AddColumn> Columns, IReadOnlyList<int> Lanes, int Width)
{
    /// <summary>The most sums of a column.</summary>
    private const int MostSums = 3;

    /// <summary>The columns from a place in a body on; null where they are not four of that kind.</summary>
    public static FourColumns? At(IReadOnlyList<Statement> body, int at)
    {
        List<Statement.AddColumn> columns = [.. body.Skip(at).Take(4).OfType<Statement.AddColumn>()];
        if (columns.Count < 4 || columns[0].Number is not Value.Spread first)
        {
            return null;
        }

        List<IReadOnlyList<int>> runs = [.. LaneRuns.Of(columns[0].Sums.Select(sum => sum.Lane))];
        int width = columns[1].Weights.Offset.Known - columns[0].Weights.Offset.Known;
        bool alike = runs.Count == 1 && runs[0].Count <= MostSums && columns.Select((column, i) =>
            column.Number is Value.Spread number && number.IsVolatile == first.IsVolatile
            && IsFurther(number.From, first.From, i) && IsFurther(column.Weights, columns[0].Weights, i * width)
            && column.Sums.Select(sum => sum.Lane).OrderBy(lane => lane).SequenceEqual(runs[0])).All(holds => holds);
        return alike && width > 0 ? new(columns, runs[0], width) : null;
    }

    /// <summary>Whether a place is so many floats behind another.</summary>
    private static bool IsFurther(Memory place, Memory than, int distance) => place.Reference == than.Reference
        && place.Offset.Known - than.Offset.Known == distance && Variable(place) == Variable(than);

    private static string Variable(Memory place) => WholeText.Of(place.Offset - place.Offset.Known);
}
