namespace CellGen.Generator.Networks;

/// <summary>Whose an operation is.</summary>
internal enum OperationOwner
{
    /// <summary>That of a layer with parameters: the core of its stack.</summary>
    Core,

    /// <summary>That of a layer that applies a function to each value.</summary>
    Function,

    /// <summary>The windows of a convolution.</summary>
    Windows,

    /// <summary>The attention of an encoder and decoder.</summary>
    Attention,

    /// <summary>Nobody's: it moves, adds and joins rows.</summary>
    Rows,
}
