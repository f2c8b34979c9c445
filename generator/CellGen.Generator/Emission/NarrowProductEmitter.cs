using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits a <see cref="NarrowProduct"/>: sums of 16 lanes, and the tree across them.</summary>
internal sealed class NarrowProductEmitter(CodeWriter writer, VectorProfile profile, NarrowProduct product)
{
    /// <summary>The blocks of lanes that are written out; more become a loop.</summary>
    private const int WrittenOut = 4;

    private readonly VectorText _text = new(profile, product.Width(profile));
    private readonly int _block = NarrowProduct.Block(profile);

    /// <summary>The references to the weights and the biases.</summary>
    public string Weights { get; init; } = "weights";

    public string Biases { get; init; } = "biases";

    public void Emit()
    {
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw($"public override {Signatures.Of(product).Declaration()}");
        writer.Open();
        writer.Raw("ref float x0 = ref input;\nref float y0 = ref output;");
        EmitRows(NarrowProduct.MostOutputs / product.Outputs);
        writer.Close();
    }

    /// <summary>Emits the product with one row, in the midst of another method.</summary>
    public void EmitRow(string input, string output)
    {
        writer.Open();
        writer.Raw($"ref float x0 = ref {input};\nref float y0 = ref {output};");
        EmitTile(1);
        writer.Close();
    }

    private void EmitRows(int tile)
    {
        writer.Raw(tile == 1 ? "for (int row = 0; row < rows; row++)" : Invariant($"for (int row = 0; row < rows; row += {tile})"));
        writer.Open();
        if (tile > 1)
        {
            writer.Raw("// Where there is no further row, the last one is computed again.");
        }

        for (int r = 1; r < tile; r++)
        {
            writer.Raw(Invariant($"ref float x{r} = ref Unsafe.Add(ref x{r - 1}, row + {r} < rows ? inputStep : 0);"));
            writer.Raw(Invariant($"ref float y{r} = ref Unsafe.Add(ref y{r - 1}, row + {r} < rows ? outputStep : 0);"));
        }

        EmitTile(tile);
        writer.Line($"x0 = ref Unsafe.Add(ref x{tile - 1}, inputStep);");
        writer.Line($"y0 = ref Unsafe.Add(ref y{tile - 1}, outputStep);");
        writer.Close();
    }

    /// <summary>Emits the product with the rows x0, x1, …; to y0, y1, …</summary>
    private void EmitTile(int tile)
    {
        var sums = new NarrowSumEmitter(writer, profile, product, tile);
        sums.EmitStart();
        var layout = product.Layout;
        int panels = layout.Units / layout.PanelLanes;
        if (panels > 0)
        {
            writer.Open($"for (nuint panel = 0; panel < {panels}; panel++)");
            writer.Line($"nuint lane = panel * {layout.PanelLanes};");
            writer.Line($"nuint start = panel * {layout.PanelLanes * product.Outputs};");
            EmitPanel(tile, new Offset("lane", 0), new Offset("start", 0), layout.PanelLanes, layout.PanelLanes);
            writer.Close();
        }

        int done = panels * layout.PanelLanes;
        if (done < layout.Units)
        {
            EmitPanel(tile, done, done * product.Outputs, layout.PanelWidth(done), layout.Units - done);
        }

        sums.EmitEnd(Biases);
    }

    /// <param name="tile">The number of rows.</param>
    /// <param name="lane">Where the panel begins in a row.</param>
    /// <param name="start">Where it begins in the weights.</param>
    /// <param name="width">The number of weights from one output to the next.</param>
    /// <param name="lanes">The number of lanes that are not padding.</param>
    private void EmitPanel(int tile, Offset lane, Offset start, int width, int lanes)
    {
        int blocks = lanes / _block;
        if (blocks > WrittenOut)
        {
            writer.Open($"for (nuint k = 0; k < {blocks * _block}; k += {_block})");
            EmitBlock(tile, In(lane), In(start), width, _block);
            writer.Close();
        }

        for (int done = blocks > WrittenOut ? blocks * _block : 0; done < lanes; done += _block)
        {
            EmitBlock(tile, lane + done, start + done, width, Math.Min(_block, lanes - done));
        }

        static Offset In(Offset offset) => offset with { Variable = offset.Variable is null ? "k" : offset.Variable + " + k" };
    }

    private void EmitBlock(int tile, Offset lane, Offset start, int width, int lanes)
    {
        for (int v = 0; v * _text.Width < lanes; v++)
        {
            int first = v * _text.Width;
            writer.Open();
            for (int r = 0; r < tile; r++)
            {
                writer.Line($"var k{r} = {_text.LoadPartial(Invariant($"x{r}"), lane + first, Math.Min(_text.Width, lanes - first))};");
            }

            for (int o = 0; o < product.Outputs; o++)
            {
                var rows = Enumerable.Range(0, tile);
                writer.Lines(new ColumnText(_text).AddRows(
                    Weights, start + ((o * width) + first), [.. rows.Select(r => Invariant($"k{r}"))], [.. rows.Select(r => NarrowSumEmitter.Name(r, o, v))]));
            }

            writer.Close();
        }
    }
}
