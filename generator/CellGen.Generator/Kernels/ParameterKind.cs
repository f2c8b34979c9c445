namespace CellGen.Generator.Kernels;

/// <summary>What a parameter of a kernel is.</summary>
internal enum ParameterKind
{
    /// <summary>A reference to the first float of a row, a matrix or a sequence of rows.</summary>
    Reference,

    /// <summary>The number of floats from one row of the reference before it to the next.</summary>
    Stride,

    /// <summary>Another whole number: of rows, of floats, or the stride of several references.</summary>
    Integer,

    /// <summary>A number of columns, with which distances are computed.</summary>
    NativeInteger,

    /// <summary>A choice.</summary>
    Boolean,
}
