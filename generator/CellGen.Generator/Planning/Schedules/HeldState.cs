namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// Whether the loop over the steps of a sequence has the first numbers of h in a register: the vector that the last step has computed
/// and stored. What has just been stored comes back from memory some cycles later than one lane of a register comes to all lanes,
/// and those cycles are in the chain from step to step; while the first columns are multiplied, the others have come back.
/// </summary>
/// <remarks>
/// Measured on a Zen 5, in turns, Forward with it over without: with 512 bits RNN(2, 16) and RNN(2, 32) 0.96, GRU(2, 16) to GRU(2, 24)
/// 0.94 to 0.95, GRU(2, 32) 0.99, LSTM(2, 16) and LSTM(2, 20) 0.93 to 0.95, LSTM(2, 24) 0.99; with 256 bits RNN(2, 20), GRU(1, 8) and
/// LSTM(1, 8) 0.94 to 0.95. Where the first units fill no vector, 0.99 to 1.00: with 512 bits GRU(2, 12), LSTM(2, 12). In several groups,
/// with 256 bits, 0.99 to 1.01: GRU(2, 12) to GRU(2, 32), LSTM(2, 20) to LSTM(2, 32).
/// </remarks>
internal static class HeldState
{
    /// <summary>The number of columns: as many as are multiplied before the next ones are back.</summary>
    public const int Columns = 4;

    /// <summary>The most multiply-adds of a step, in vectors, for the chain to count: with more the processor is busy anyway.</summary>
    private const int MostWork = 200;

    /// <param name="step">A step.</param>
    /// <param name="product">The product of its first phase.</param>
    /// <param name="profile">The width.</param>
    public static bool Of(StepPlan step, ProductPlan product, VectorProfile profile)
    {
        List<ProductGroup> groups = [.. product.Groups];
        return !profile.IsBrief && step.Phases.Count == 1 && step.Phases[0].Product is { Operand: "h" }
            && product is { IsStraight: true, Columns: >= Columns }
            && groups.Count == 1 && groups[0].Slices[0].Slice.Width == profile.Lanes && groups[0].VectorLanes.Count * product.Columns <= MostWork;
    }
}
