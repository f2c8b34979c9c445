namespace CellGen.Generator.Model;

/// <summary>The vector widths that kernels are generated for.</summary>
[Flags]
internal enum VectorWidths
{
    Plain = 1,
    Bits128 = 2,
    Bits256 = 4,
    Bits512 = 8,

    /// <summary>Those of a build that asks for none: there is one for every machine, since kernels of 128 bits do without fused multiply-add.</summary>
    Default = Bits128 | Bits256 | Bits512,
}
