namespace CellGen.Generator.Model;

/// <summary>What a layer of a net does.</summary>
internal enum LayerKind
{
    /// <summary>A recurrent cell, perhaps with the head that alone reads it.</summary>
    Cell,

    /// <summary>y = f(W x + b).</summary>
    Dense,

    /// <summary>Layers side by side.</summary>
    Concatenate,

    /// <summary>The sum of layers.</summary>
    Add,

    /// <summary>A function of each value.</summary>
    Elementwise,

    /// <summary>What a convolution reads: for each output the inputs of its window side by side.</summary>
    Windows,

    /// <summary>The last row of a sequence.</summary>
    Last,

    /// <summary>The mean of the rows of a sequence.</summary>
    Mean,
}
