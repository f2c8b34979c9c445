namespace CellGen.Generator.Planning;

/// <summary>A part of a state, where the state is a row of values: layer after layer, of each both directions, of each h and what else there is.</summary>
/// <param name="Name">The state of the equations, such as h.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Direction">The direction.</param>
/// <param name="First">Its first column.</param>
/// <param name="Count">The number of its columns.</param>
internal sealed record StateColumns(string Name, int Layer, int Direction, int First, int Count)
{
    /// <summary>The parts of a state of that cell.</summary>
    public static IReadOnlyList<StateColumns> Of(NetPlan plan)
    {
        var (cell, columns, first) = (plan.Spec.Cell, new List<StateColumns>(), 0);
        for (int layer = 0; layer < cell.Layers; layer++)
        {
            for (int direction = 0; direction < cell.Directions; direction++)
            {
                foreach (var part in plan.StateParts)
                {
                    columns.Add(new StateColumns(part.Name, layer, direction, first, plan.SizeOf(part.Units)));
                    first += plan.SizeOf(part.Units);
                }
            }
        }

        return columns;
    }
}
