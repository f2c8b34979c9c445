using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>A part of the State of one layer and direction: the row of one state of the equations, or several rows of a history.</summary>
/// <param name="Name">The state of the equations, such as h.</param>
/// <param name="Units">What its elements belong to.</param>
/// <param name="Offset">The float at which it begins.</param>
/// <param name="RowLength">The number of floats of a row, with padding.</param>
/// <param name="Rows">The number of rows.</param>
internal sealed record StatePart(string Name, Units Units, int Offset, int RowLength, int Rows = 1)
{
    /// <summary>The number of floats, with padding.</summary>
    public int Length => Rows * RowLength;

    /// <summary>The parts of the State of one layer and direction, one after the other.</summary>
    public static IReadOnlyList<StatePart> Of(NetPlan plan)
    {
        var parts = new List<StatePart>();
        foreach (var state in plan.Step.Cell.States.Select(update => update.State))
        {
            parts.Add(new StatePart(state.Name!, state.Units, parts.Sum(part => part.Length), plan.LanesOf(state.Units).PaddedUnits));
        }

        return parts;
    }

    /// <summary>The number of floats of the State of a cell, of which nothing else is planned.</summary>
    public static int FloatsOf(CellSpec cell) => cell.Layers * cell.Directions * CellCatalog.EquationsOf(cell).States
        .Sum(update => new LaneLayout(update.State.Units == Units.Projection ? cell.Projection : cell.Hidden, 1).PaddedUnits);
}
