namespace CellGen.Generator.Kernels;

/// <summary>What a parameter of a kernel is.</summary>
internal enum ParameterKind
{
    /// <summary>A reference to the first float of a row, a matrix or a sequence of rows.</summary>
    Reference,

    /// <summary>The number of floats from one row of the reference before it to the next.</summary>
    Stride,

    /// <summary>A number of rows, or the stride of several references.</summary>
    Integer,

    /// <summary>A number that offsets are computed from.</summary>
    NativeInteger,

    /// <summary>A number of floats that a loop runs over.</summary>
    Length,

    /// <summary>A choice.</summary>
    Boolean,
}
