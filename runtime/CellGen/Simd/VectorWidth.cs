namespace CellGen.Simd;

/// <summary>The vector width that generated code computes with.</summary>
/// <remarks>
/// The three vector widths give the same bits. <see cref="Plain"/> multiplies and then adds, with two roundings
/// where the others have one, so its last bits differ from theirs.
/// </remarks>
public enum VectorWidth
{
    /// <summary>No fused multiply-add, for machines that have none: vectors of 128 bits, or single floats where a build asks for such kernels alone.</summary>
    Plain = 0,

    /// <summary>128 bits: four floats (Arm64, or x64 with FMA).</summary>
    Bits128 = 128,

    /// <summary>256 bits: eight floats (x64 with AVX2 and FMA).</summary>
    Bits256 = 256,

    /// <summary>512 bits: sixteen floats (x64 with AVX-512).</summary>
    Bits512 = 512,
}
