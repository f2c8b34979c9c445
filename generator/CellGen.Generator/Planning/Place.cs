namespace CellGen.Generator.Planning;

/// <summary>Where a matrix or a vector lies: so many floats into a memory.</summary>
/// <param name="Memory">The memory, by the name that kernels have for it: the parameters, or what a pass has written.</param>
/// <param name="Offset">The number of floats before it.</param>
internal readonly record struct Place(string Memory, int Offset)
{
    /// <summary>The recurrent part of a layer's parameters.</summary>
    public static Place Parameters(int offset) => new("parameters", offset);

    /// <summary>What the tape has of the matrices, transposed.</summary>
    public static Place Transposed(int offset) => new("transposed", offset);
}
