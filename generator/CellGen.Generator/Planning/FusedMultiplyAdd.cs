namespace CellGen.Generator.Planning;

/// <summary>Which method of .NET, or of the runtime library, multiplies and adds with one rounding.</summary>
internal enum FusedMultiplyAdd
{
    /// <summary>None: multiply, then add.</summary>
    None,

    /// <summary>Fma, and for 512 bits Avx512F.</summary>
    X64,

    /// <summary>Vector128.FusedMultiplyAdd, for every processor.</summary>
    Vector128,

    /// <summary>CellGen.Simd.VectorMath, which does the same on .NET 8.</summary>
    VectorMath,
}
