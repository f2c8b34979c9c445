namespace CellGen.Generator.Lowering;

/// <summary>What of a column a tile loads once, and multiplies with everything else that the column has.</summary>
internal enum TileLoads
{
    /// <summary>A number of each row in every lane: the vectors are operands of the multiply-adds, straight from memory.</summary>
    Numbers,

    /// <summary>The vectors: the numbers are operands of the multiply-adds.</summary>
    Vectors,
}
