using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using CellGen.Generator.Planning.Schedules;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>A product of a packed matrix with many rows at once: four rows share each load of weights.</summary>
internal sealed class RowProductLowering(KernelBuilder kernel, WidthPlan width, RowProduct product)
{
    private readonly RowTiling _tiling = width.Of(product);
    private readonly int _lanes = width.Profile.Lanes;

    private bool FillsTiles => product.FillsTiles || width.Profile.IsBrief;

    /// <summary>The kernel.</summary>
    public static KernelForm Lower(WidthPlan width, RowProduct product)
    {
        var kernel = new KernelBuilder();
        new RowProductLowering(kernel, width, product).Build();
        return new KernelForm(Signatures.Of(product), kernel.Statements);
    }

    /// <summary>What the sums of a vector of a row start from.</summary>
    /// <param name="product">The product.</param>
    /// <param name="bias">Where their biases are.</param>
    /// <param name="soFar">What the row holds.</param>
    public static Value StartOf(RowProduct product, Memory bias, Value.Load soFar) => product.Start switch
    {
        RowStart.Bias => new Value.Load(soFar.Width, bias),
        RowStart.Accumulate => new Value.Choice(new Truth.Variable("accumulate"), soFar, new Value.Zero(soFar.Width)),
        _ => new Value.Zero(soFar.Width),
    };

    /// <summary>The product with one row, in the midst of another kernel.</summary>
    public void BuildRow(string weights, string biases, string input, string output) => BuildChunks(_tiling.OneRow, (run, lane, start) =>
    {
        kernel.LetReference("chunkWeights", new Memory(weights, start));
        kernel.LetReference("x0", input);
        kernel.LetReference("y0", new Memory(output, lane));
        BuildTile(run, lane, rows: 1, biases);
    });

    private void Build()
    {
        int tile = _tiling.Tile;
        if (_tiling.Block > 0)
        {
            new BlockedProductLowering(kernel, width, product).Build();
        }
        else
        {
            BuildChunks(
                _tiling.Chunks,
                (run, lane, start) =>
                {
                    kernel.LetReference("chunkWeights", new Memory("weights", start));
                    kernel.LetReference("x0", "input");
                    kernel.LetReference("y0", new Memory("output", lane));
                    RowLoop.Build(kernel, tile, start: 0, FillsTiles, () => BuildTile(run, lane, tile, "biases"));
                },
                isAll: tile == 1 || FillsTiles);
        }

        if (tile > 1 && !FillsTiles)
        {
            kernel.For("row", LeftOver(tile), new Truth.Less("row", "rows"), 1, () =>
            {
                kernel.LetReference("inputRow", new Memory("input", (Whole)"row" * "inputStep"));
                kernel.LetReference("outputRow", new Memory("output", (Whole)"row" * "outputStep"));
                BuildRow("weights", "biases", "inputRow", "outputRow");
            });
        }
    }

    /// <summary>The first row that fills no tile.</summary>
    private static Whole LeftOver(int tile) => (tile & (tile - 1)) == 0 ? new Whole.Multiple("rows", tile) : new Whole.Quotient("rows", tile) * tile;

    private void BuildChunks(IReadOnlyList<ChunkRun> chunks, Action<ChunkRun, Whole, Whole> body, bool isAll = false) =>
        ChunkLoops.Build(kernel, chunks, product.Layout, _lanes, ColumnCount.Of(product.Columns, product.IsVariable), body, isAll);

    private void BuildTile(ChunkRun run, Whole lane, int rows, string biases)
    {
        var prefetching = rows > 1 ? run.Prefetching : null;
        var schedule = prefetching ?? _tiling.Schedule;
        string weights = schedule.IsLoop ? "w" : "chunkWeights";
        Memory Output(int r, int v) => new(Invariant($"y{r}"), v * _lanes);
        var tile = new TileLowering(kernel, new RegisterTile(_lanes, rows, run.Vectors), TileLoads.Numbers, "k")
        {
            Number = (r, column) => new Memory(Invariant($"x{r}"), column.Element),
            Vectors = column => new Memory(weights, column.Distance * run.Width),
            InBlocks = schedule.Unroll != 1,
        };
        tile.Build(
            new ColumnLoop(kernel, schedule) { Moving = [("w", run.Width)] },
            schedule.Partials,
            (r, v) => StartOf(product, new Memory(biases, lane + (v * _lanes)), new Value.Load(_lanes, Output(r, v), Valid(run, v))),
            () =>
            {
                if (schedule.IsLoop)
                {
                    kernel.LetReference("w", "chunkWeights");
                }

                if (prefetching is not null)
                {
                    BuildNextPanel(run, rows);
                }
            },
            (r, v, sum) => kernel.Store(Output(r, v), product.Flushes ? ((Value)sum).Flush() : sum, Valid(run, v)),
            prefetching is null ? null : () => BuildPrefetch(run));
    }

    /// <summary>Declares where a tile prefetches from: its part of the next panel.</summary>
    private void BuildNextPanel(ChunkRun run, int rows)
    {
        int chunk = run.Vectors * _lanes * product.Columns;
        kernel.LetReference("next", new Memory("chunkWeights", new Whole.Sum(
        [
            (run.Width + run.Lane) * product.Columns,
            (Whole)"chunk" * chunk,
            (Whole)"row" * (chunk / PanelPrefetch.Tiles / rows),
        ])));
    }

    /// <summary>Prefetches what belongs to the columns of the loop's body.</summary>
    private void BuildPrefetch(ChunkRun run)
    {
        int chunk = run.Vectors * _lanes;
        for (int line = 0; line < chunk / LaneLayout.Block; line++)
        {
            kernel.Add(new Statement.Prefetch(new Memory("next", ((Whole)"k" * (chunk / PanelPrefetch.Tiles)) + (line * LaneLayout.Block))));
        }
    }

    private int Valid(ChunkRun run, int vector) => run.Valid(vector, _lanes, product.IsExact);
}
