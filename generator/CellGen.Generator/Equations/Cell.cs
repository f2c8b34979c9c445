namespace CellGen.Generator.Equations;

/// <summary>The equations of one step of a cell.</summary>
/// <param name="Title">What the cell is, for the header of the generated file.</param>
/// <param name="Gates">The gates in torch's order: the order of the rows of weight_ih and weight_hh.</param>
/// <param name="Definitions">The named values, in the order in which they are stated.</param>
/// <param name="States">The states and their next values; the first is h, the output.</param>
internal sealed record Cell(
    string Title,
    IReadOnlyList<string> Gates,
    IReadOnlyList<Expression> Definitions,
    IReadOnlyList<StateUpdate> States);

/// <summary>s' = next.</summary>
internal sealed record StateUpdate(State State, Expression Next);
