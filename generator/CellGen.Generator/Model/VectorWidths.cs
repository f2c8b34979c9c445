namespace CellGen.Generator.Model;

/// <summary>The vector widths that kernels are generated for.</summary>
[Flags]
internal enum VectorWidths
{
    Plain = 1,
    Bits128 = 2,
    Bits256 = 4,
    Bits512 = 8,
    All = Plain | Bits128 | Bits256 | Bits512,
}
