namespace CellGen.Generator.Kernels.Form;

/// <summary>The type of a whole number.</summary>
internal enum WholeType
{
    /// <summary>A number of rows.</summary>
    Int,

    /// <summary>A signed distance.</summary>
    NativeInt,

    /// <summary>A distance.</summary>
    NativeUnsigned,
}
