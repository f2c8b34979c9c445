namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// Whether a step has W x + b_ih in registers, where the equations read it, instead of a row on the stack. The way through the row
/// is a store and a load beside the chain, and costs a step of a small net a tenth of its time, more where the row lies over two
/// cache lines. (Measured, GRU(2, 40) with AVX-512 takes 17 % less without the row.)
/// </summary>
/// <remarks>
/// In a sequence the product with the input is a pass over many rows, which loads each weight once for four. Beside the chain it is free
/// nevertheless. Measured on a Zen 5, in turns, Forward with it in registers over the pass, 1, 2, 4 and 8 inputs: with 512 bits GRU
/// and LSTM of 8 to 32 units 0.93 to 0.97, 0.94 to 0.97, 0.89 to 0.97 and 0.88 to 0.99; of 40, which are loops, 0.98 to 1.04, 0.98 and 0.99,
/// 1.01, 1.06 and 1.07. With 256 bits of 8 and 12 units 0.96 and 0.97, 0.95, 0.92 to 0.94, 0.90 to 0.98; of 16 to 40 units, whose sums
/// fill the registers, 0.97 to 1.00, 0.98 to 1.01, 0.99 to 1.04, 1.03 to 1.25. With 128 bits, which are loops, of one input GRU(1, 16) 0.96
/// and LSTM(1, 32) 1.01, of six GRU(6, 33) 1.09.
/// </remarks>
internal static class HeldInput
{
    /// <summary>With more columns the row costs less than what is written out for each vector.</summary>
    public const int MostColumns = 8;

    /// <param name="product">The product with the input.</param>
    /// <param name="profile">The width.</param>
    /// <param name="sharesPanels">Whether what loops over lanes loops over the panels of this product.</param>
    public static bool Of(RowProduct product, VectorProfile profile, bool sharesPanels) =>
        !profile.IsPlain && !product.IsVariable && product.Columns <= MostColumns
        && (product.Columns == 1 || product.Layout.Lanes <= product.Layout.PanelLanes || sharesPanels);

    /// <summary>Whether a net may have it so in the recurrence over a sequence, too: of one layer and direction, whose input is rows of numbers.</summary>
    public static bool InSequencesOf(NetPlan plan) =>
        plan.Spec is { Tokens: null, Cell: { Layers: 1, Bidirectional: false }, Part: not { HasContext: true } }
        && plan.Step is { ReadsInput: false, Phases.Count: 1 } && plan.Step.Phases[0].Product is { ReadsState: true } && !plan.RunsAbreast;

    /// <summary>
    /// Whether the recurrence over a sequence of such a net has it so, where a step does: beside the chain the product is free, as long as
    /// the sums of all units have registers; of one input it is a multiply-add, and as good anywhere.
    /// </summary>
    /// <param name="input">The product with the input.</param>
    /// <param name="recurrent">The product with the state.</param>
    /// <param name="profile">The width.</param>
    public static bool InSequences(RowProduct input, ProductPlan recurrent, VectorProfile profile) => profile.IsBrief
        ? input.Columns == 1
        : recurrent.IsStraight && (input.Columns == 1 || !profile.HasFewRegisters || recurrent.Layout.Units < 2 * profile.Lanes);
}
