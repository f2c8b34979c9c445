namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// Whether a step has W x + b_ih in registers, where the equations read it, instead of a row on the stack. The way through the row
/// is a store and a load beside the chain, and costs a step of a small net a tenth of its time, more where the row lies over two
/// cache lines.
/// </summary>
internal static class HeldInput
{
    /// <summary>With more columns the row costs less than what is written out for each vector.</summary>
    private const int MostColumns = 8;

    public static bool Of(RowProduct product, VectorProfile profile) =>
        !profile.IsPlain && !product.IsVariable && product.Columns <= MostColumns
        && (product.Columns == 1 || product.Layout.Lanes <= product.Layout.PanelLanes);
}
