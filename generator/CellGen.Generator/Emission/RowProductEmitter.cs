using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits a product of a packed matrix with many rows at once: four rows share each load of weights.</summary>
internal sealed class RowProductEmitter(CodeWriter writer, WidthPlan width)
{
    private readonly VectorProfile _profile = width.Profile;
    private readonly VectorText _text = new(width.Profile, width.Profile.Lanes);

    public void Emit(RowProduct product)
    {
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw($"public override {Signatures.Of(product).Declaration()}");
        writer.Open();
        var tiling = width.Of(product);
        ChunkLoops.Emit(writer, tiling.Chunks, product.Layout, _profile.Lanes, product.Columns, (run, lane, start) =>
        {
            writer.Line($"ref float chunkWeights = ref {VectorText.Element("weights", start)};");
            writer.Raw("ref float x0 = ref input;");
            writer.Line($"ref float y0 = ref {VectorText.Element("output", lane)};");
            writer.Raw("int row = 0;");
            if (tiling.Tile > 1)
            {
                EmitRows(product, run, lane, tiling.Tile);
            }

            if (tiling.Tile == 1 || !FillsTiles(product))
            {
                EmitRows(product, run, lane, 1);
            }
        });
        writer.Close();
    }

    /// <summary>Emits the product with one row, in the midst of another method.</summary>
    public void EmitRow(RowProduct product, string weights, string biases, string input, string output)
    {
        var tiling = width.Of(product);
        ChunkLoops.Emit(writer, tiling.Chunks, product.Layout, _profile.Lanes, product.Columns, (run, lane, start) =>
        {
            writer.Line($"ref float chunkWeights = ref {VectorText.Element(weights, start)};");
            writer.Raw($"ref float x0 = ref {input};");
            writer.Line($"ref float y0 = ref {VectorText.Element(output, lane)};");
            EmitTile(product, run, lane, tile: 1, biases);
        });
    }

    private bool FillsTiles(RowProduct product) => product.FillsTiles || _profile.IsBrief;

    private void EmitRows(RowProduct product, ChunkRun run, Offset lane, int tile)
    {
        bool repeats = tile > 1 && FillsTiles(product);
        writer.Open(tile == 1 ? $"for (; row < rows; row++)" : (FormattableString)$"for (; row{(repeats ? "" : $" + {tile}")} {(repeats ? "<" : "<=")} rows; row += {tile})");
        if (repeats)
        {
            writer.Raw("// Where there is no further row, the last one is computed again.");
        }

        for (int r = 1; r < tile; r++)
        {
            string Step(string step) => repeats ? Invariant($"row + {r} < rows ? {step} : 0") : step;
            writer.Raw(Invariant($"ref float x{r} = ref Unsafe.Add(ref x{r - 1}, {Step("inputStep")});"));
            writer.Raw(Invariant($"ref float y{r} = ref Unsafe.Add(ref y{r - 1}, {Step("outputStep")});"));
        }

        EmitTile(product, run, lane, tile, "biases");
        writer.Line($"x0 = ref Unsafe.Add(ref x{tile - 1}, inputStep);");
        writer.Line($"y0 = ref Unsafe.Add(ref y{tile - 1}, outputStep);");
        writer.Close();
    }

    private void EmitTile(RowProduct product, ChunkRun run, Offset lane, int tile, string biases)
    {
        EmitStart(product, run, lane, tile, biases);

        // Two columns at a time: the rows and vectors of a tile are independent work enough to hide the loop.
        var prefetch = new PanelPrefetch(writer, product, run, _profile);
        bool fetches = tile > 1 && prefetch.Pays;
        bool brief = _profile.IsBrief || product.Name == KernelName.HeadInputGradient;
        int unroll = _profile.IsPlain || (brief && product.Columns < 4) ? 1
            : fetches ? PanelPrefetch.Unroll
            : Math.Max(2, width.PartialsOf(product));
        int done = 0;
        string weights = "chunkWeights";
        if (product.UsedColumns >= 2 * unroll)
        {
            weights = "w";
            done = product.UsedColumns / unroll * unroll;
            writer.Raw("ref float w = ref chunkWeights;");
            if (fetches)
            {
                prefetch.EmitStart(tile);
            }

            (string type, string end) = product.IsVariable ? ("nint", "columns") : ("nuint", Invariant($"{done}"));
            writer.Raw(Invariant($"for ({type} k = 0; k < {end}; k += {unroll})"));
            writer.Open();
            EmitColumns(product, run, tile, weights, 0, unroll, "k", 0);
            if (fetches)
            {
                prefetch.EmitColumns();
            }

            writer.Line($"w = ref Unsafe.Add(ref w, {unroll * run.Width});");
            writer.Close();
        }

        EmitColumns(product, run, tile, weights, done, product.UsedColumns, null, done);
        EmitEnd(product, run, tile);
    }

    private void EmitStart(RowProduct product, ChunkRun run, Offset lane, int tile, string biases)
    {
        ForEachSum(run, tile, (r, v) =>
        {
            string start = product.Start switch
            {
                RowStart.Bias => _text.Load(biases, lane + (v * _profile.Lanes)),
                RowStart.Accumulate => Invariant($"accumulate ? {_text.LoadPartial(Invariant($"y{r}"), v * _profile.Lanes, Valid(product, run, v))} : {_text.Zero}"),
                _ => _text.Zero,
            };
            writer.Line($"var a{r}_{v} = {start};");
            for (int p = 1; p < width.PartialsOf(product); p++)
            {
                writer.Raw($"var {PartialSumText.Name(p, Invariant($"{r}_{v}"))} = {_text.Zero};");
            }
        });
    }

    private void EmitColumns(
        RowProduct product, ChunkRun run, int tile, string weights, int first, int end, string? variable, int at)
    {
        for (int k = first; k < end; k++)
        {
            string Sum(int r, int v) => PartialSumText.Name(k % width.PartialsOf(product), Invariant($"{r}_{v}"));
            var columns = new ColumnText(_text);
            var vectors = Enumerable.Range(0, run.Vectors);
            int start = (k - at) * run.Width;
            string Spread(int r) => _text.Broadcast(VectorText.Element(Invariant($"x{r}"), new Offset(variable, k)));
            writer.Open();
            if (tile == 1)
            {
                writer.Raw($"var k0 = {Spread(0)};");
                writer.Lines(columns.Add("k0", weights, start, [.. vectors.Select(v => (v * _profile.Lanes, Sum(0, v)))]));
            }
            else
            {
                var rows = Enumerable.Range(0, tile);
                writer.Lines(rows.Select(r => Invariant($"var k{r} = {Spread(r)};")));
                writer.Lines(vectors.SelectMany(v => columns.AddRows(
                    weights, start + (v * _profile.Lanes), [.. rows.Select(r => Invariant($"k{r}"))], [.. rows.Select(r => Sum(r, v))])));
            }

            writer.Close();
        }
    }

    private void EmitEnd(RowProduct product, ChunkRun run, int tile) => ForEachSum(run, tile, (r, v) =>
    {
        if (width.PartialsOf(product) > 1)
        {
            writer.Raw(PartialSumText.Tree(width.PartialsOf(product), Invariant($"{r}_{v}")));
        }

        string value = Invariant($"a{r}_{v}");
        foreach (string store in _text.StorePartial(value, Invariant($"y{r}"), v * _profile.Lanes, Valid(product, run, v)))
        {
            writer.Raw(store);
        }
    });

    private int Valid(RowProduct product, ChunkRun run, int vector) =>
        product.IsExact ? Math.Min(_profile.Lanes, run.Lanes - (vector * _profile.Lanes)) : _profile.Lanes;

    private static void ForEachSum(ChunkRun run, int tile, Action<int, int> emit)
    {
        for (int r = 0; r < tile; r++)
        {
            for (int v = 0; v < run.Vectors; v++)
            {
                emit(r, v);
            }
        }
    }
}
