using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Lowering;

/// <summary>
/// A <see cref="NarrowProduct"/>: sums of 16 lanes, and the tree across them. No <see cref="TileLowering"/>: there lanes are outputs and
/// columns are summed, here the lanes are.
/// </summary>
internal sealed class NarrowProductLowering(KernelBuilder kernel, VectorProfile profile, NarrowProduct product)
{
    private readonly int _width = product.Width(profile);
    private readonly int _block = NarrowProduct.Block(profile);

    /// <summary>The kernel.</summary>
    public static KernelForm Lower(VectorProfile profile, NarrowProduct product)
    {
        var kernel = new KernelBuilder();
        new NarrowProductLowering(kernel, profile, product).Build();
        return new KernelForm(Signatures.Of(product), kernel.Statements);
    }

    /// <summary>The product with one row, in the midst of another kernel.</summary>
    public void BuildRow(string weights, string biases, string input, string output) => kernel.Block(() =>
    {
        kernel.LetReference("x0", input);
        kernel.LetReference("y0", output);
        BuildTile(1, weights, biases);
    });

    private void Build()
    {
        kernel.LetReference("x0", "input");
        kernel.LetReference("y0", "output");
        int tile = NarrowProduct.MostOutputs / product.Outputs;
        RowLoop.Build(kernel, tile, start: 0, fills: true, () => BuildTile(tile, "weights", "biases"));
    }

    /// <summary>The product with the rows x0, x1, …; to y0, y1, …</summary>
    private void BuildTile(int tile, string weights, string biases)
    {
        var sums = new NarrowSums(kernel, profile, product, tile);
        sums.BuildStart();
        var layout = product.Layout;
        int panels = layout.Units / layout.PanelLanes;
        void BuildWhole(Whole lane, Whole start) => BuildPanel(sums, lane, new Memory(weights, start), layout.PanelLanes, layout.PanelLanes);
        if (panels == 1)
        {
            BuildWhole(0, 0);
        }
        else if (panels > 1)
        {
            kernel.For("panel", panels, 1, () => BuildWhole(
                kernel.LetWhole("lane", (Whole)"panel" * layout.PanelLanes),
                kernel.LetWhole("start", (Whole)"panel" * (layout.PanelLanes * product.Outputs))));
        }

        int done = panels * layout.PanelLanes;
        if (done < layout.Units)
        {
            BuildPanel(sums, done, new Memory(weights, done * product.Outputs), layout.PanelWidth(done), layout.Units - done);
        }

        sums.BuildEnd(biases);
    }

    /// <param name="sums">The sums of the rows.</param>
    /// <param name="lane">Where the panel begins in a row.</param>
    /// <param name="weights">Where it begins in the weights.</param>
    /// <param name="width">The number of weights from one output to the next.</param>
    /// <param name="lanes">The number of lanes that are not padding.</param>
    private void BuildPanel(NarrowSums sums, Whole lane, Memory weights, int width, int lanes)
    {
        new ColumnLoop(kernel, product.Schedule(profile, lanes)).Build(columns =>
        {
            foreach (var column in columns)
            {
                BuildBlock(sums, lane + column.Element, weights + column.Element, width, _block);
            }
        });
        int rest = lanes % _block;
        if (rest > 0)
        {
            BuildBlock(sums, lane + (lanes - rest), weights + (lanes - rest), width, rest);
        }
    }

    private void BuildBlock(NarrowSums sums, Whole lane, Memory weights, int width, int lanes)
    {
        var rows = Enumerable.Range(0, sums.Rows);
        for (int v = 0; v * _width < lanes; v++)
        {
            int vector = v;
            int first = v * _width;
            if (sums.Rows == 1 && product.Outputs == 1)
            {
                kernel.Add(new Statement.AddRows(weights + first, [(Load(0), sums.Of(0, 0, vector))]));
                continue;
            }

            Value Load(int row) => new Value.Load(_width, new Memory(Invariant($"x{row}"), lane + first), Math.Min(_width, lanes - first));
            kernel.Block(() =>
            {
                List<Value> values = [.. rows.Select(r => kernel.Let(Invariant($"k{r}"), Load(r)))];
                for (int o = 0; o < product.Outputs; o++)
                {
                    kernel.Add(new Statement.AddRows(weights + ((o * width) + first), [.. rows.Select(r => (values[r], sums.Of(r, o, vector)))]));
                }
            });
        }
    }
}
