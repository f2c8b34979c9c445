using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>
/// How one width computes the product of a packed matrix with a vector, and what it does with the sums: the lanes are cut
/// into groups that stay in registers; equal groups become a loop.
/// </summary>
/// <param name="Layout">The packed order of the matrix.</param>
/// <param name="Columns">The length of the operand.</param>
/// <param name="Partials">The number of independent partial sums: part of the specification, the same at every width.</param>
/// <param name="Panels">The panels of the matrix, equal ones together.</param>
/// <param name="ColumnUnroll">The number of columns in the body of the column loop, or 0: all columns, no loop.</param>
internal sealed record ProductPlan(
    LaneLayout Layout,
    int Columns,
    int Partials,
    IReadOnlyList<PanelRun> Panels,
    int ColumnUnroll)
{
    /// <summary>Plans a product whose sums stay in registers for an element-wise program.</summary>
    public static ProductPlan Create(LaneLayout layout, int columns, VectorProfile profile)
    {
        int partials = PartialSums.OfRecurrentProduct(layout.Gates, columns, profile);
        bool straight = columns * layout.Lanes / profile.Lanes <= profile.StraightLineBudget;
        var panels = PanelRun.Split(layout, profile, Math.Max(1, profile.Accumulators / partials), loops: !straight);
        return new ProductPlan(layout, columns, partials, [.. panels], straight ? 0 : profile.ColumnUnroll);
    }

    /// <summary>
    /// Whether every other step visits the panels in reverse: where the matrix is larger than a cache, what the last step read
    /// last is still there, as much of it as the cache holds. (Measured, none was faster: software prefetch, of all lines or of
    /// the next panel's first; a part that stays while the others pass by as non-temporal; several panels at once.)
    /// </summary>
    public bool Alternates => !IsStraight && Panels[0].Count > 1 && Bytes > 24 * 1024;

    private long Bytes => (long)Layout.MatrixLength(Columns) * sizeof(float);

    /// <summary>Whether every column is written out.</summary>
    public bool IsStraight => ColumnUnroll == 0;

    /// <summary>
    /// Whether the sums that are wanted first are completed before the others are begun. The operand is broadcast twice
    /// then, and the JIT holds what it has broadcast: with more columns there would be more of it than registers.
    /// </summary>
    public bool HasPasses => IsStraight && Columns <= 24;

    /// <summary>"straight-line" or how it is looped, for the remarks of the generated class.</summary>
    public string Description => IsStraight
        ? "straight-line"
        : "a loop over the columns" + (ColumnUnroll > 1 ? $", {ColumnUnroll} at a time" : "");
}
