using CellGen.Generator.Planning.Schedules;
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
/// <param name="Panels">The panels of the matrix, equal ones together.</param>
/// <param name="Schedule">How the columns of a partial sum are visited, and then those of the next.</param>
internal sealed record StoredProduct(
    LaneLayout Layout,
    IReadOnlyList<StoredPanels> Panels,
    ColumnSchedule Schedule)
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

        int partials = PartialSums.OfRecurrentProduct(layout.Gates, layout.Units, matrix.Columns, profile);
        List<StoredPanels> panels = [.. StoredPanels.Split(layout, profile)];
        bool straight = statements <= profile.StraightLineBudget && panels.Count == 1 && panels[0] is { Count: 1, Groups.Count: 1 };
        var schedule = StoredColumns.Of(matrix.Columns, partials, panels[0].Groups[0].Count, straight);
        return new StoredProduct(layout, panels, schedule);
    }
}
