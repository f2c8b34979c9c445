using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>
/// How a width with few registers computes the product of a packed matrix with a vector where two chains run in one loop:
/// partial sum after partial sum, each for as many vectors as registers hold, so that an element of the operand is broadcast
/// once for all of them; the sums go to memory, where the equations find them. Both are methods of their own: in one method
/// the constants of the activations would push the sums out of the registers. That takes the way through memory, which the
/// other chain hides.
/// </summary>
/// <param name="Layout">The packed order of the matrix.</param>
/// <param name="Columns">The length of the operand.</param>
/// <param name="Partials">The number of independent partial sums.</param>
/// <param name="Panels">The panels of the matrix, equal ones together.</param>
/// <param name="Units">The groups of units whose equations follow, from sums in memory.</param>
/// <param name="ColumnUnroll">The number of columns in the body of a loop over the columns of a partial sum, or 0: no loop.</param>
internal sealed record StoredProduct(
    LaneLayout Layout,
    int Columns,
    int Partials,
    IReadOnlyList<StoredPanels> Panels,
    IReadOnlyList<PanelRun> Units,
    int ColumnUnroll)
{
    /// <summary>Below so many multiply-add statements, measured, the sums of both chains fare better in registers.</summary>
    private const int FewestStatements = 96;

    /// <summary>The plan; null where the equations take the sums from registers.</summary>
    public static StoredProduct? Create(NetPlan plan, MatrixPlan matrix, VectorProfile profile)
    {
        var layout = matrix.Layout;
        int statements = matrix.Columns * layout.Lanes / profile.Lanes;

        // One gate has one function: its constants leave room.
        if (!profile.HasFewRegisters || !plan.RunsTwoChains(tape: false) || layout.Gates == 1 || statements < FewestStatements)
        {
            return null;
        }

        int partials = PartialSums.OfRecurrentProduct(layout.Gates, matrix.Columns, profile);
        List<StoredPanels> panels = [.. StoredPanels.Split(layout, profile)];
        bool straight = statements <= profile.StraightLineBudget && panels.Count == 1 && panels[0] is { Count: 1, Groups.Count: 1 };
        int unroll = straight ? 0 : panels[0].Groups[0].Count >= 8 ? 2 : 4;
        return new StoredProduct(layout, matrix.Columns, partials, panels, [.. PanelRun.Split(layout, profile, layout.Gates, loops: true)], unroll);
    }
}
