namespace CellGen.Generator.Model;

/// <summary>The runtime's DirectionMerge, member for member.</summary>
internal enum DirectionMerge
{
    Concatenate,
    Sum,
}
