namespace CellGen.Generator.Equations;

/// <summary>The backward of one step of a cell.</summary>
/// <param name="Affines">The gradient of each affine map's value.</param>
/// <param name="States">
/// The gradient of each state of the previous step, without what flows back through the affine maps; null where nothing
/// else does.
/// </param>
internal sealed record CellGradient(
    IReadOnlyDictionary<Affine, Expression> Affines,
    IReadOnlyDictionary<State, Expression?> States);
