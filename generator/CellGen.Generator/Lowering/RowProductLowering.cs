using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>A product of a packed matrix with many rows at once: four rows share each load of weights.</summary>
internal sealed class RowProductLowering(KernelBuilder kernel, WidthPlan width, RowProduct product)
{
    private readonly VectorProfile _profile = width.Profile;
    private readonly int _lanes = width.Profile.Lanes;
    private readonly int _partials = width.PartialsOf(product);

    private bool FillsTiles => product.FillsTiles || _profile.IsBrief;

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
        int tile = width.Of(product).Tile;
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
        ChunkLoops.Build(kernel, width.Of(product).Chunks, product.Layout, _lanes, product.Columns, body);

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
        BuildStart(run, lane, tile, biases);

        // Two columns at a time: the rows and vectors of a tile are independent work enough to hide the loop.
        var prefetch = new PanelPrefetch(kernel, product, run, _profile);
        bool fetches = tile > 1 && prefetch.Pays;
        bool brief = _profile.IsBrief || product.Name == KernelName.HeadInputGradient;
        int unroll = _profile.IsPlain || (brief && product.Columns < 4) ? 1
            : fetches ? PanelPrefetch.Unroll
            : Math.Max(2, _partials);
        int done = 0;
        string weights = "chunkWeights";
        if (product.UsedColumns >= 2 * unroll)
        {
            weights = "w";
            done = product.UsedColumns / unroll * unroll;
            kernel.LetReference("w", "chunkWeights");
            if (fetches)
            {
                prefetch.BuildStart(tile);
            }

            (WholeType type, Whole end) = product.IsVariable ? (WholeType.NativeInt, (Whole)"columns") : (WholeType.NativeUnsigned, done);
            kernel.For(type, "k", end, unroll, () =>
            {
                BuildColumns(run, tile, weights, 0, unroll, "k", 0);
                if (fetches)
                {
                    prefetch.BuildColumns();
                }

                kernel.Advance("w", unroll * run.Width);
            });
        }

        BuildColumns(run, tile, weights, done, product.UsedColumns, 0, done);
        BuildEnd(run, tile);
    }

    private void BuildStart(ChunkRun run, Whole lane, int tile, string biases) => ForEachSum(run, tile, (r, v) =>
    {
        var zero = new Value.Zero(_lanes);
        kernel.Let(Sum(0, r, v).Name, product.Start switch
        {
            RowStart.Bias => new Value.Load(_lanes, new Memory(biases, lane + (v * _lanes))),
            RowStart.Accumulate => new Value.Choice(
                new Truth.Variable("accumulate"), new Value.Load(_lanes, new Memory(Invariant($"y{r}"), v * _lanes), Valid(run, v)), zero),
            _ => zero,
        });
        for (int p = 1; p < _partials; p++)
        {
            kernel.Let(Sum(p, r, v).Name, zero);
        }
    });

    /// <summary>Columns from first up to end, counted from k on; the weights stand at column <paramref name="at"/>.</summary>
    private void BuildColumns(ChunkRun run, int tile, string weights, int first, int end, Whole k, int at)
    {
        var rows = Enumerable.Range(0, tile);
        var vectors = Enumerable.Range(0, run.Vectors);
        for (int column = first; column < end; column++)
        {
            int partial = column % _partials;
            int start = (column - at) * run.Width;
            kernel.Block(() =>
            {
                List<Value> numbers = [.. rows.Select(r => kernel.Let(Invariant($"k{r}"), new Value.Spread(_lanes, new Memory(Invariant($"x{r}"), k + column))))];
                if (tile == 1)
                {
                    kernel.Add(new Statement.AddColumn(numbers[0], new Memory(weights, start), [.. vectors.Select(v => (v * _lanes, Sum(partial, 0, v)))]));
                    return;
                }

                foreach (int v in vectors)
                {
                    kernel.Add(new Statement.AddRows(new Memory(weights, start + (v * _lanes)), [.. rows.Select(r => (numbers[r], Sum(partial, r, v)))]));
                }
            });
        }
    }

    private void BuildEnd(ChunkRun run, int tile) => ForEachSum(run, tile, (r, v) =>
    {
        PartialSumNames.BuildTree(kernel, [.. Enumerable.Range(0, _partials).Select(p => Sum(p, r, v))]);
        kernel.Store(new Memory(Invariant($"y{r}"), v * _lanes), Sum(0, r, v), Valid(run, v));
    });

    private Value.Local Sum(int partial, int row, int vector) => new(_lanes, PartialSumNames.Of(partial, Invariant($"{row}_{vector}")));

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
