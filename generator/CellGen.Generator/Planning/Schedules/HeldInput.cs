namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// Whether a step has W x + b_ih in registers, where the equations read it, instead of a row on the stack. The way through the row
/// is a store and a load beside the chain, and costs a step of a small net a tenth of its time, more where the row lies over two
/// cache lines. (Measured, GRU(2, 40) with AVX-512 takes 17 % less without the row.)
/// </summary>
internal static class HeldInput
{
    /// <summary>With more columns the row costs less than what is written out for each vector.</summary>
    private const int MostColumns = 8;

    /// <param name="product">The product with the input.</param>
    /// <param name="profile">The width.</param>
    /// <param name="sharesPanels">Whether what loops over lanes loops over the panels of this product.</param>
    public static bool Of(RowProduct product, VectorProfile profile, bool sharesPanels) =>
        !profile.IsPlain && !product.IsVariable && product.Columns <= MostColumns
        && (product.Columns == 1 || product.Layout.Lanes <= product.Layout.PanelLanes || sharesPanels);
}
