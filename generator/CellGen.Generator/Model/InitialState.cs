namespace CellGen.Generator.Model;

/// <summary>The runtime's InitialState, member for member.</summary>
internal enum InitialState
{
    Zero,
    Trained,
}
