using CellGen.Layout;

namespace CellGen.Generator.Planning.Schedules;

/// <summary>The columns of a product inside the recurrence: written out within the budget of a width, else a loop.</summary>
internal static class RecurrentColumns
{
    /// <param name="layout">The packed order of the matrix.</param>
    /// <param name="columns">The number of columns of the matrix.</param>
    /// <param name="used">The number of them that are multiplied.</param>
    /// <param name="profile">The width.</param>
    public static ColumnSchedule Of(LaneLayout layout, int columns, int used, VectorProfile profile)
    {
        int budget = layout.Gates is 2 or 3 ? profile.GatedBudget : profile.StraightLineBudget;
        int unroll = columns * layout.Lanes / profile.Lanes <= budget ? 0 : profile.ColumnUnroll;
        return new(used, unroll, PartialSums.OfRecurrentProduct(layout.Gates, layout.Units, columns, profile)) { Operand = OperandOf(unroll, profile) };
    }

    /// <summary>A volatile read is not for Arm64's width: there it makes the loads after it wait.</summary>
    private static OperandLoad OperandOf(int unroll, VectorProfile profile) =>
        unroll == 0 ? (profile.Lanes >= VectorProfile.Vector256.Lanes ? OperandLoad.Again : OperandLoad.Spread)
        : profile.Lanes == VectorProfile.Vector256.Lanes && unroll % 4 == 0 ? OperandLoad.Fours
        : OperandLoad.Spread;
}
