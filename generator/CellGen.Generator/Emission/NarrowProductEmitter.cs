using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits a <see cref="NarrowProduct"/>: sums of 16 lanes, and the tree across them.</summary>
internal sealed class NarrowProductEmitter(CodeWriter writer, VectorProfile profile, bool hasVectorFma, NarrowProduct product)
{
    /// <summary>The blocks of lanes that are written out; more become a loop.</summary>
    private const int WrittenOut = 4;

    private readonly VectorText _text = new(profile, product.Width(profile), hasVectorFma);
    private readonly VectorText _four = new(profile, 4, hasVectorFma);
    private readonly int _block = NarrowProduct.Block(profile);
    private string _weights = "weights";
    private string _biases = "biases";

    /// <summary>The vectors of a block that are ever added to.</summary>
    private int Vectors => Math.Min(_block, (product.Layout.Units + _text.Width - 1) / _text.Width * _text.Width) / _text.Width;

    /// <summary>The signature of the method, shared with the abstract kernels: that of a product over rows.</summary>
    public static string Signature(NarrowProduct product) =>
        $"void {KernelName.Head}(ref float weights{(product.Bias ? ", ref float biases" : "")}, ref float input, int inputStep, ref float output, int outputStep, int rows)";

    public void Emit()
    {
        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Raw($"public override {Signature(product)}");
        writer.Open();
        writer.Raw("ref float x0 = ref input;\nref float y0 = ref output;\nint row = 0;");
        int tile = NarrowProduct.Together / product.Outputs;
        if (tile > 1)
        {
            EmitRows(tile);
        }

        EmitRows(1);
        writer.Close();
    }

    /// <summary>Emits the product with one row, in the midst of another method.</summary>
    public void EmitRow(string weights, string biases, string input, string output)
    {
        (_weights, _biases) = (weights, biases);
        writer.Open();
        writer.Raw($"ref float x0 = ref {input};\nref float y0 = ref {output};");
        EmitTile(1);
        writer.Close();
    }

    private void EmitRows(int tile)
    {
        writer.Open(tile == 1 ? $"for (; row < rows; row++)" : (FormattableString)$"for (; row + {tile} <= rows; row += {tile})");
        for (int r = 1; r < tile; r++)
        {
            writer.Line($"ref float x{r} = ref Unsafe.Add(ref x{r - 1}, inputStep);");
            writer.Line($"ref float y{r} = ref Unsafe.Add(ref y{r - 1}, outputStep);");
        }

        EmitTile(tile);
        writer.Line($"x0 = ref Unsafe.Add(ref x{tile - 1}, inputStep);");
        writer.Line($"y0 = ref Unsafe.Add(ref y{tile - 1}, outputStep);");
        writer.Close();
    }

    /// <summary>Emits the product with the rows x0, x1, …; to y0, y1, …</summary>
    private void EmitTile(int tile)
    {
        ForEachSum(tile, (r, o) =>
        {
            for (int v = 0; v < Vectors; v++)
            {
                writer.Line($"var {Sum(r, o, v)} = {_text.Zero};");
            }
        });
        var layout = product.Layout;
        int panels = layout.Units / layout.PanelLanes;
        if (panels > 1)
        {
            writer.Open($"for (nuint panel = 0; panel < {panels}; panel++)");
            writer.Line($"nuint lane = panel * {layout.PanelLanes};");
            writer.Line($"nuint start = panel * {layout.PanelLanes * product.Outputs};");
            EmitPanel(tile, new Offset("lane", 0), new Offset("start", 0), layout.PanelLanes, layout.PanelLanes);
            writer.Close();
        }
        else if (panels == 1)
        {
            EmitPanel(tile, 0, 0, layout.PanelLanes, layout.PanelLanes);
        }

        int done = panels * layout.PanelLanes;
        if (done < layout.Units)
        {
            EmitPanel(tile, done, done * product.Outputs, layout.PanelWidth(done), layout.Units - done);
        }

        EmitEnd(tile);
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
                writer.Line($"var w{o} = {_text.Load(_weights, start + ((o * width) + first))};");
                for (int r = 0; r < tile; r++)
                {
                    writer.Line($"{Sum(r, o, v)} = {_text.MultiplyAdd(Invariant($"k{r}"), Invariant($"w{o}"), Sum(r, o, v))};");
                }
            }

            writer.Close();
        }
    }

    /// <summary>Adds the lanes of each sum, and the biases.</summary>
    private void EmitEnd(int tile)
    {
        var sums = new List<string>();
        ForEachSum(tile, (r, o) => sums.Add(Folded(r, o)));
        if (profile.IsPlain || sums.Count == 1)
        {
            ForEachSum(tile, (r, o) =>
            {
                string sum = sums[(r * product.Outputs) + o];
                string bias = product.Bias ? " + " + VectorText.Element(_biases, o) : "";
                writer.Line($"{VectorText.Element(Invariant($"y{r}"), o)} = {(profile.IsPlain ? sum : $"LaneSum.Of({sum})")}{bias};");
            });
            return;
        }

        string last = sums[sums.Count - 1];
        var four = Enumerable.Range(0, NarrowProduct.Together).Select(i => i < sums.Count ? sums[i] : last);
        writer.Line($"var sums = LaneSum.Of({string.Join(", ", four)}){(product.Bias ? " + " + Biases(tile) : "")};");
        if (tile == 1)
        {
            foreach (string store in _four.StorePartial("sums", "y0", 0, product.Outputs))
            {
                writer.Raw(store);
            }

            return;
        }

        ForEachSum(tile, (r, o) => writer.Line($"{VectorText.Element(Invariant($"y{r}"), o)} = sums.GetElement({(r * product.Outputs) + o});"));
    }

    /// <summary>The biases of the outputs of all rows, side by side.</summary>
    private string Biases(int tile)
    {
        if (tile == 1)
        {
            return _four.Load(_biases, 0);
        }

        var biases = new List<string>();
        ForEachSum(tile, (_, o) => biases.Add(VectorText.Element(_biases, o)));
        return product.Outputs == 1 ? _four.Broadcast(_biases) : $"Vector128.Create({string.Join(", ", biases)})";
    }

    /// <summary>Emits the first levels of the tree, until four lanes are left.</summary>
    private string Folded(int r, int o)
    {
        if (profile.IsPlain)
        {
            return Sum(r, o, 0);
        }

        // Lane j takes lane j + 8, then j + 4; a vector that was never added to is zero, and is left out.
        string s = Invariant($"s{r}_{o}");
        string Half(string sum) => $"{sum}.GetLower() + {sum}.GetUpper()";
        string text = (_text.Width, Vectors) switch
        {
            (16, _) => Half(Sum(r, o, 0)),
            (8, 1) => Half(Sum(r, o, 0)),
            (8, _) => $"{Sum(r, o, 0)} + {Sum(r, o, 1)}",
            (_, 1) => Sum(r, o, 0),
            (_, 2) => $"{Sum(r, o, 0)} + {Sum(r, o, 1)}",
            (_, 3) => $"({Sum(r, o, 0)} + {Sum(r, o, 2)}) + {Sum(r, o, 1)}",
            _ => $"({Sum(r, o, 0)} + {Sum(r, o, 2)}) + ({Sum(r, o, 1)} + {Sum(r, o, 3)})",
        };
        bool wide = _text.Width == 16 || (_text.Width == 8 && Vectors > 1);
        if (wide)
        {
            writer.Line($"var {s}_8 = {text};");
            text = Half(s + "_8");
        }

        writer.Line($"var {s} = {text};");
        return s;
    }

    private static string Sum(int r, int o, int vector) => Invariant($"a{r}_{o}_{vector}");

    private void ForEachSum(int tile, Action<int, int> emit)
    {
        for (int r = 0; r < tile; r++)
        {
            for (int o = 0; o < product.Outputs; o++)
            {
                emit(r, o);
            }
        }
    }
}
