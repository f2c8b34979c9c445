using CellGen.Generator.Equations;

namespace CellGen.Generator.Planning;

/// <summary>A part of the State of one layer and direction: the row of one state of the equations.</summary>
/// <param name="Name">The state of the equations, such as h.</param>
/// <param name="Units">What its elements belong to.</param>
/// <param name="Offset">The float at which it begins.</param>
/// <param name="Length">The number of floats, with padding.</param>
internal sealed record StatePart(string Name, Units Units, int Offset, int Length);
