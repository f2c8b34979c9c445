namespace CellGen.Generator.Planning;

/// <summary>How one width multiplies a matrix of the recurrence.</summary>
/// <param name="Matrix">The matrix.</param>
/// <param name="Forward">The product, where its sums stay in registers for the equations.</param>
/// <param name="Stored">The product where two chains run in one loop and its sums go through memory; null where they do not.</param>
/// <param name="Transposed">The product through which gradients flow back.</param>
/// <param name="TakesTurns">
/// Whether the transposed products of both directions take turns, column by column. Each partial sum is a chain of multiply-adds,
/// longer than the processor looks ahead: one direction after the other would hide nothing.
/// </param>
internal sealed record MatrixSchedule(MatrixPlan Matrix, ProductPlan Forward, StoredProduct? Stored, ProductPlan Transposed, bool TakesTurns)
{
    /// <summary>The groups of units whose equations follow where the sums are in memory.</summary>
    public IReadOnlyList<PanelRun> Units { get; private init; } = [];

    public static MatrixSchedule Create(NetPlan plan, MatrixPlan matrix, VectorProfile profile)
    {
        var transposed = ProductPlan.CreateTransposed(matrix, profile, chains: 1);
        bool turns = plan.Interleaves && transposed.Waits;
        return new(
            matrix,
            ProductPlan.Create(matrix.Layout, matrix.Columns, profile),
            StoredProduct.Create(plan, matrix, profile),
            turns ? ProductPlan.CreateTransposed(matrix, profile, chains: 2) : transposed,
            turns)
        {
            Units = [.. PanelRun.Split(matrix.Layout, profile, matrix.Layout.Gates, loops: true)],
        };
    }
}
