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

    /// <summary>The product with one row, in the midst of another kernel.</summary>
    public void BuildRow(string weights, string biases, string input, string output) => BuildChunks((run, lane, start) =>
    {
        kernel.LetReference("chunkWeights", new Memory(weights, start));
        kernel.LetReference("x0", input);
        kernel.LetReference("y0", new Memory(output, lane));
        BuildTile(run, lane, tile: 1, biases);
    });

    private void Build()
    {
        int tile = _tiling.Tile;
        BuildChunks((run, lane, start) =>
        {
            kernel.LetReference("chunkWeights", new Memory("weights", start));
            kernel.LetReference("x0", "input");
            kernel.LetReference("y0", new Memory("output", lane));
            kernel.LetWhole(WholeType.Int, "row", 0);
            if (tile > 1)
            {
                BuildRows(run, lane, tile);
            }

            if (tile == 1 || !FillsTiles)
            {
                BuildRows(run, lane, 1);
            }
        });
    }

    private void BuildChunks(Action<ChunkRun, Whole, Whole> body) =>
        ChunkLoops.Build(kernel, _tiling.Chunks, product.Layout, _lanes, product.Columns, body);

    private void BuildRows(ChunkRun run, Whole lane, int tile)
    {
        bool repeats = tile > 1 && FillsTiles;
        Whole row = "row";
        Truth condition = tile == 1 || repeats ? new Truth.Less(row, "rows") : new Truth.AtMost(row + tile, "rows");
        kernel.For(WholeType.Int, "row", null, condition, tile, () =>
        {
            if (repeats)
            {
                kernel.Comment("Where there is no further row, the last one is computed again.");
            }

            for (int r = 1; r < tile; r++)
            {
                Whole Step(string step) => repeats ? new Whole.Choice(new Truth.Less(row + r, "rows"), step, 0) : step;
                kernel.LetReference(Invariant($"x{r}"), new Memory(Invariant($"x{r - 1}"), Step("inputStep")));
                kernel.LetReference(Invariant($"y{r}"), new Memory(Invariant($"y{r - 1}"), Step("outputStep")));
            }

            BuildTile(run, lane, tile, "biases");
            kernel.Move("x0", new Memory(Invariant($"x{tile - 1}"), "inputStep"));
            kernel.Move("y0", new Memory(Invariant($"y{tile - 1}"), "outputStep"));
        });
    }

    private void BuildTile(ChunkRun run, Whole lane, int tile, string biases)
    {
        var prefetching = tile > 1 ? run.Prefetching : null;
        var schedule = prefetching ?? _tiling.Schedule;
        BuildStart(run, lane, tile, biases, schedule.Partials);
        string weights = schedule.IsLoop ? "w" : "chunkWeights";
        if (schedule.IsLoop)
        {
            kernel.LetReference("w", "chunkWeights");
        }

        if (prefetching is not null)
        {
            BuildNextPanel(run, tile);
        }

        new ColumnLoop(kernel, schedule) { Moving = [("w", run.Width)] }.Build(columns =>
        {
            foreach (var column in columns)
            {
                kernel.Block(() => BuildColumn(run, tile, weights, column));
            }

            if (prefetching is not null && columns[0].InLoop)
            {
                BuildPrefetch(run);
            }
        });
        BuildEnd(run, tile, schedule.Partials);
    }

    private void BuildStart(ChunkRun run, Whole lane, int tile, string biases, int partials) => ForEachSum(run, tile, (r, v) => Sum(r, v).Start(kernel, partials, product.Start switch
    {
        RowStart.Bias => new Value.Load(_lanes, new Memory(biases, lane + (v * _lanes))),
        RowStart.Accumulate => new Value.Choice(
            new Truth.Variable("accumulate"), new Value.Load(_lanes, new Memory(Invariant($"y{r}"), v * _lanes), Valid(run, v)), new Value.Zero(_lanes)),
        _ => new Value.Zero(_lanes),
    }));

    private void BuildColumn(ChunkRun run, int tile, string weights, Column column)
    {
        var rows = Enumerable.Range(0, tile);
        var vectors = Enumerable.Range(0, run.Vectors);
        var start = new Memory(weights, column.Distance * run.Width);
        List<Value> numbers = [.. rows.Select(r => kernel.Let(Invariant($"k{r}"), new Value.Spread(_lanes, new Memory(Invariant($"x{r}"), column.Element))))];
        if (tile == 1)
        {
            kernel.Add(new Statement.AddColumn(numbers[0], start, [.. vectors.Select(v => (v * _lanes, Sum(0, v)[column.Partial]))]));
            return;
        }

        foreach (int v in vectors)
        {
            kernel.Add(new Statement.AddRows(start + (v * _lanes), [.. rows.Select(r => (numbers[r], Sum(r, v)[column.Partial]))]));
        }
    }

    /// <summary>Declares where a tile prefetches from: its part of the next panel.</summary>
    private void BuildNextPanel(ChunkRun run, int tile)
    {
        int chunk = run.Vectors * _lanes * product.Columns;
        kernel.LetReference("next", new Memory("chunkWeights", new Whole.Sum(
        [
            (run.Width + run.Lane) * product.Columns,
            (Whole)"chunk" * chunk,
            new Whole.Cast(WholeType.NativeUnsigned, "row") * (chunk / PanelPrefetch.Tiles / tile),
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

    private void BuildEnd(ChunkRun run, int tile, int partials) => ForEachSum(run, tile, (r, v) =>
    {
        Sum(r, v).Finish(kernel, partials);
        kernel.Store(new Memory(Invariant($"y{r}"), v * _lanes), Sum(r, v)[0], Valid(run, v));
    });

    private Accumulator Sum(int row, int vector) => new(_lanes, Invariant($"{row}_{vector}"));

    private int Valid(ChunkRun run, int vector) => product.IsExact ? Math.Min(_lanes, run.Lanes - (vector * _lanes)) : _lanes;

    private static void ForEachSum(ChunkRun run, int tile, Action<int, int> build)
    {
        for (int r = 0; r < tile; r++)
        {
            for (int v = 0; v < run.Vectors; v++)
            {
                build(r, v);
            }
        }
    }
}
