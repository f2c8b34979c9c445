using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Generator.Planning.Schedules;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>
/// A product of a packed matrix with many rows, a block of columns at a time for all rows: the weights of a block stay in the first
/// cache. The sums go through memory from block to block: the output, or, where there are several partial sums, which then follow one
/// another, the stack. So its loops, and where the sums of a tile begin and end, are others than in <see cref="RowProductLowering"/>.
/// </summary>
internal sealed class BlockedProductLowering(KernelBuilder kernel, WidthPlan width, RowProduct product)
{
    private readonly RowTiling _tiling = width.Of(product);
    private readonly int _lanes = width.Profile.Lanes;
    private readonly int _partials = product.Partials(width.Profile);

    private bool Stores => _partials > 1;

    /// <summary>Whether there is one block.</summary>
    private bool IsWhole => _tiling.Block == product.UsedColumns;

    /// <summary>All whole tiles of rows.</summary>
    public void Build()
    {
        if (Stores)
        {
            kernel.Add(new Statement.LetStack("sums", _partials * product.MostRows * _tiling.Chunks.Max(ChunkOf)));
        }

        ChunkLoops.Build(kernel, _tiling.Chunks, product.Layout, _lanes, product.Columns, BuildChunk, isAll: false);
    }

    private void BuildChunk(ChunkRun run, Whole lane, Whole start)
    {
        if (Stores)
        {
            BuildRows(run, lane, StoreFirst);
        }

        if (IsWhole)
        {
            BuildBlock(run, lane, start, 0);
        }
        else
        {
            kernel.For("from", product.UsedColumns, _tiling.Block, () => BuildBlock(run, lane, start, "from"));
        }

        if (Stores)
        {
            BuildRows(run, lane, StoreLast);
        }
    }

    /// <summary>The columns from one on, those of each partial sum after the other.</summary>
    private void BuildBlock(ChunkRun run, Whole lane, Whole start, Whole from) => kernel.Repeat("part", _partials, part =>
    {
        kernel.LetReference("block", new Memory("weights", start + ((from + part) * run.Width)));
        kernel.LetReference("x0", new Memory("input", from + part));
        kernel.LetReference("y0", Stores ? new Memory("sums", part * (product.MostRows * ChunkOf(run))) : new Memory("output", lane));
        RowLoop.Build(kernel, _tiling.Tile, start: 0, product.FillsTiles, () => BuildTile(run, lane), Stores ? ChunkOf(run) : "outputStep");
    });

    private int ChunkOf(ChunkRun run) => run.Vectors * _lanes;

    private Memory SumsOf(ChunkRun run, int partial, int vector) => new("row0", (partial * product.MostRows * ChunkOf(run)) + (vector * _lanes));

    private int Valid(ChunkRun run, int vector) => run.Valid(vector, _lanes, product.IsExact);

    /// <summary>Something for each vector of each row, of the output and of the sums on the stack.</summary>
    private void BuildRows(ChunkRun run, Whole lane, Action<ChunkRun, int> body) => kernel.For("row", new Whole.Multiple("rows", _tiling.Tile), 1, () =>
    {
        kernel.LetReference("outputRow", new Memory("output", (Whole)"row" * "outputStep"));
        kernel.LetReference("y0", new Memory("outputRow", lane));
        kernel.LetReference("row0", new Memory("sums", (Whole)"row" * ChunkOf(run)));
        for (int v = 0; v < run.Vectors; v++)
        {
            body(run, v);
        }
    });

    private void StoreFirst(ChunkRun run, int vector)
    {
        kernel.Store(SumsOf(run, 0, vector), First(run, vector, "y0", lane: 0));
        for (int p = 1; p < _partials; p++)
        {
            kernel.Store(SumsOf(run, p, vector), new Value.Zero(_lanes));
        }
    }

    private void StoreLast(ChunkRun run, int vector)
    {
        var last = kernel.Let(Invariant($"sum{vector}"), Accumulator.Tree(_partials, partial => new Value.Load(_lanes, SumsOf(run, partial, vector))));
        kernel.Store(new Memory("y0", vector * _lanes), product.Flushes ? ((Value)last).Flush() : last, Valid(run, vector));
    }

    /// <summary>What the sums of a row start from.</summary>
    private Value First(ChunkRun run, int vector, string row, Whole lane) => RowProductLowering.StartOf(
        product, new Memory("biases", lane + (vector * _lanes)), new Value.Load(_lanes, new Memory(row, vector * _lanes), Valid(run, vector)));

    private void BuildTile(ChunkRun run, Whole lane)
    {
        int Written(int v) => Stores ? _lanes : Valid(run, v);
        Memory Sums(int r, int v) => new(Invariant($"y{r}"), v * _lanes);
        var tile = new TileLowering(kernel, new RegisterTile(_lanes, _tiling.Tile, run.Vectors), TileLoads.Vectors, "w")
        {
            Number = (r, column) => new Memory(Invariant($"x{r}"), column.Element),
            Vectors = column => new Memory("w", column.Distance * run.Width),
        };
        var schedule = new ColumnSchedule(_tiling.Block / _partials, ColumnBlock.Unroll) { Stride = _partials };
        tile.Build(
            new ColumnLoop(kernel, schedule) { Moving = [("w", run.Width)] },
            partials: 1,
            (r, v) =>
            {
                var soFar = new Value.Load(_lanes, Sums(r, v), Written(v));
                var first = Stores ? soFar : First(run, v, Invariant($"y{r}"), lane);
                return Stores || IsWhole ? first : new Value.Choice(new Truth.Less(0, "from"), soFar, first);
            },
            () => kernel.LetReference("w", "block"),
            (r, v, sum) => kernel.Store(Sums(r, v), sum, Written(v)));
    }
}
