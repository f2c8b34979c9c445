using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The prefetch of the next panel of a matrix that is larger than a cache, while a tile of rows is multiplied by a
/// chunk of this one. A product of many rows waits for multiply-adds, and memory would be idle meanwhile; then the first
/// tile would wait for memory, and long where a chunk is narrow: it takes one cache line of many, which the processor does
/// not foresee. A chunk as wide as its panel needs no help.
/// </summary>
/// <param name="kernel">Where to write.</param>
/// <param name="product">The product.</param>
/// <param name="run">The chunks.</param>
/// <param name="profile">The width.</param>
internal sealed class PanelPrefetch(KernelBuilder kernel, RowProduct product, ChunkRun run, VectorProfile profile)
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
    public void BuildStart(int tile)
    {
        int first = (run.Width + run.Lane) * product.Columns;
        kernel.LetReference("next", new Memory("chunkWeights", new Whole.Sum(
        [
            first,
            (Whole)"chunk" * (_chunk * product.Columns),
            new Whole.Cast(WholeType.NativeUnsigned, "row") * (_chunk * product.Columns / Tiles / tile),
        ])));
    }

    /// <summary>Fetches what belongs to the columns of the loop's body.</summary>
    public void BuildColumns()
    {
        for (int line = 0; line < _chunk / LaneLayout.Block; line++)
        {
            kernel.Add(new Statement.Prefetch(new Memory("next", ((Whole)"k" * (_chunk / Tiles)) + (line * LaneLayout.Block))));
        }
    }
}
