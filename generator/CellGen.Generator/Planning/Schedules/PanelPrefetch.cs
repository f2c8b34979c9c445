using CellGen.Layout;

namespace CellGen.Generator.Planning.Schedules;

/// <summary>
/// The prefetch of the next panel of a matrix that is larger than a cache, while a tile of rows is multiplied by a
/// chunk of this one. A product of many rows waits for multiply-adds, and memory would be idle meanwhile; then the first
/// tile would wait for memory, and long where a chunk is narrow: it takes one cache line of many, which the processor does
/// not foresee. A chunk as wide as its panel needs no help.
/// </summary>
internal static class PanelPrefetch
{
    /// <summary>The number of tiles of rows that share the work of a chunk.</summary>
    public const int Tiles = 4;

    /// <summary>Larger than this, in floats, a matrix leaves the second level of the cache from one pass to the next.</summary>
    private const int SecondLevel = 1024 * 1024 / sizeof(float);

    /// <summary>The number of columns in the body of the loop: with them each chunk fetches whole cache lines.</summary>
    private const int Unroll = 4;

    /// <summary>The columns of a chunk; null where prefetch does not pay, or there is no instruction for it: x64 has one.</summary>
    public static ColumnSchedule? Of(RowProduct product, ChunkRun run, VectorProfile profile) =>
        profile.Lanes >= 8 && run.Panels > 1 && run.Count > 1 && product.Layout.MatrixLength(product.Columns) > SecondLevel
        && run.Vectors * profile.Lanes >= LaneLayout.Block && product.Columns >= 2 * Unroll
            ? RowColumns.Of(product, profile, Unroll)
            : null;
}
