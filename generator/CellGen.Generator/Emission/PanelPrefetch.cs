using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the prefetch of the next panel of a matrix that is larger than a cache, while a tile of rows is multiplied by a
/// chunk of this one. A product of many rows waits for multiply-adds, and memory would be idle meanwhile; then the first
/// tile would wait for memory, and long where a chunk is narrow: it takes one cache line of many, which the processor does
/// not foresee. A chunk as wide as its panel needs no help.
/// </summary>
/// <param name="writer">Where to write.</param>
/// <param name="product">The product.</param>
/// <param name="run">The chunks.</param>
/// <param name="profile">The width.</param>
internal sealed class PanelPrefetch(CodeWriter writer, RowProduct product, ChunkRun run, VectorProfile profile)
{
    /// <summary>Larger than this, in floats, a matrix leaves the second level of the cache from one pass to the next.</summary>
    private const int SecondLevel = 1024 * 1024 / sizeof(float);

    /// <summary>The number of tiles of rows that share the work of a chunk.</summary>
    private const int Tiles = 4;

    /// <summary>The number of columns in the body of the loop: with them each chunk fetches whole cache lines.</summary>
    public const int Unroll = 4;

    private readonly int _chunk = run.Vectors * profile.Lanes;

    /// <summary>Whether it pays, and there is an instruction for it: x64 has one.</summary>
    public bool Pays => profile.Lanes >= 8 && run.Panels > 1 && run.Count > 1 && product.Layout.MatrixLength(product.Columns) > SecondLevel
        && _chunk >= LaneLayout.Block && product.Columns >= 2 * Unroll;

    /// <summary>Declares where a tile fetches from: its part of the next panel.</summary>
    public void EmitStart(int tile)
    {
        int first = (run.Width + run.Lane) * product.Columns;
        writer.Line($"ref float next = ref Unsafe.Add(ref chunkWeights, {first} + (chunk * {_chunk * product.Columns}) + ((nuint)row * {_chunk * product.Columns / Tiles / tile}));");
    }

    /// <summary>Fetches what belongs to the columns of the loop's body.</summary>
    public void EmitColumns()
    {
        for (int line = 0; line < _chunk / LaneLayout.Block; line++)
        {
            string place = Invariant($"(k * {_chunk / Tiles})") + (line > 0 ? Invariant($" + {line * LaneLayout.Block}") : "");
            writer.Line($"CacheHint.Prefetch(ref Unsafe.Add(ref next, {place}));");
        }
    }
}
