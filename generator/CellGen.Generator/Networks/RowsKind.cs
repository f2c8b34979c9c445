namespace CellGen.Generator.Networks;

/// <summary>What rows are.</summary>
internal enum RowsKind
{
    /// <summary>What a layer gives, or the net's input.</summary>
    Values,

    /// <summary>What the user gets of a layer that is an output.</summary>
    Output,

    /// <summary>The gradient of what a layer gives, or of the net's input.</summary>
    Gradient,

    /// <summary>The gradient of an output, which the user gives, and which is only read.</summary>
    OutputGradient,

    /// <summary>A gradient that is to be added to another.</summary>
    Scratch,
}
