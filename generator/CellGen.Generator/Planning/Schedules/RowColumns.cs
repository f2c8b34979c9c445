namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// The columns of a product over rows, two at a time: the rows and vectors of a tile are independent work enough to hide the
/// loop. With 128 bits one at a time, if there is one partial sum: a column is sixteen multiply-adds there, and an odd one needs no text of its own.
/// </summary>
internal static class RowColumns
{
    public static ColumnSchedule Of(RowProduct product, VectorProfile profile)
    {
        int partials = product.Partials(profile);
        bool isBrief = profile.IsPlain || (profile.IsBrief && partials == 1) || (product.Columns < 4 && (profile.IsBrief || product.HasFewColumns));
        return Of(product, profile, isBrief ? 1 : Math.Max(2, partials));
    }

    /// <summary>So many columns at a time: a loop, where it would run twice.</summary>
    public static ColumnSchedule Of(RowProduct product, VectorProfile profile, int unroll) =>
        new(product.IsVariable ? 0 : product.UsedColumns, product.UsedColumns >= 2 * unroll ? unroll : 0, product.Partials(profile))
        {
            IsVariable = product.IsVariable,
            HasRest = product.IsVariable && product.HasRest && unroll > 1,
        };
}
