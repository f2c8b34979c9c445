namespace CellGen.Generator.Model;

/// <summary>The runtime's Unroll, member for member.</summary>
internal enum Unroll
{
    Automatic,
    StraightLine,
    Loop,
}
