namespace CellGen.Generator.Model;

/// <summary>What a layer with parameters is in its net, beside its own spec.</summary>
/// <param name="Name">The name of the type that holds it.</param>
/// <param name="StateFloats">The number of floats of a State of the whole net; 0 for a layer that has none.</param>
/// <param name="HasStep">Whether the net has steps.</param>
internal sealed record PartSpec(string Name, int StateFloats, bool HasStep);
