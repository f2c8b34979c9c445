using CellGen.Generator.Planning;
using CellGen.Layout;
using CellGen.TestOrder;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// Products over rows and weight gradients, as their forms compute them in double precision, are what three plain loops give.
/// All that a kernel may not read is NaN or outside of a buffer; what it may not write keeps its value.
/// </summary>
[TakesLong]
public class ProductFormTests
{
    private readonly Random _random = new(19970815);

    public static TheoryData<string, string> Cases => FormNets.Cases();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Products_over_rows_are_what_plain_loops_give(string name, string width)
    {
        var (plan, widthPlan) = FormNets.Of(name, width);
        foreach (var (kernel, form) in Lowered.Of<RowProduct>(plan, widthPlan))
        {
            foreach (int columns in kernel.IsVariable ? plan.Kernels.InputProducts.Select(each => each.Columns) : [kernel.Columns])
            {
                var product = kernel with { Columns = columns, UsedColumns = kernel.IsVariable ? columns : kernel.UsedColumns };
                foreach (int rows in RowsOf(product.Layout.MatrixLength(columns)))
                {
                    Check(product, rows, accumulate: false);
                    if (product.Start == RowStart.Accumulate)
                    {
                        Check(product, rows, accumulate: true);
                    }
                }
            }

            void Check(RowProduct product, int rows, bool accumulate)
            {
                var (layout, columns) = (product.Layout, product.Columns);
                int[] lanes = LanesOf(layout);
                var weights = Matrix(layout, columns, product.UsedColumns);
                var biases = Row(layout);
                var input = new GuardedRows(rows, product.UsedColumns, (_, _) => Draw());
                var start = new GuardedRows(rows, layout.Lanes, (_, lane) => accumulate && lanes.Contains(lane) ? Draw() : double.NaN);
                var output = new GuardedRows(rows, product.IsExact ? layout.Units : layout.Lanes, (row, lane) => start[row, lane]);
                int[] padding = [.. Enumerable.Range(0, output.Length).Except(lanes)];
                var interpreter = new FormInterpreter();
                interpreter.Run(form, new Dictionary<string, object>
                {
                    ["columns"] = columns,
                    ["weights"] = weights.Reference,
                    ["biases"] = biases.Reference,
                    ["input"] = input.Reference,
                    ["inputStep"] = input.Step,
                    ["output"] = output.Reference,
                    ["outputStep"] = output.Step,
                    ["rows"] = rows,
                    ["accumulate"] = accumulate,
                });

                for (int row = 0; row < rows; row++)
                {
                    foreach (int lane in lanes)
                    {
                        double first = product.Start == RowStart.Bias ? biases[0, lane] : accumulate ? start[row, lane] : 0;
                        AssertSum(
                            output[row, lane],
                            first,
                            product.UsedColumns,
                            column => weights[0, layout.MatrixIndex(lane, column, columns)],
                            column => input[row, column],
                            () => $"{product.Name}, {columns} columns, {rows} rows, row {row}, lane {lane}");
                    }

                    foreach (int lane in padding.Where(lane => output[row, lane] != 0 && !(lane >= layout.UsedLanes && double.IsNaN(output[row, lane]))))
                    {
                        Assert.Fail($"padding is written: {product.Name}, row {row}, lane {lane}");
                    }
                }

                output.AssertGuarded();

                // Where rows fill tiles, the last one is computed again.
                var tiling = widthPlan.Of(kernel);
                int computed = product.FillsTiles || widthPlan.Profile.IsBrief ? LaneLayout.RoundUp(rows, tiling.Tile) : rows;
                Assert.Equal(LanesOf(tiling, widthPlan) * product.UsedColumns * computed, interpreter.MultiplyAdds);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weight_gradients_are_what_plain_loops_give(string name, string width)
    {
        var (plan, widthPlan) = FormNets.Of(name, width);
        foreach (var (gradient, form) in Lowered.Of<WeightGradient>(plan, widthPlan))
        {
            // A variable number of columns leaves over what the kernel has code for.
            var some = Enumerable.Range(WeightGradient.Tile, 9).Append(gradient.Columns).Where(columns => (columns % WeightGradient.Tile & ~gradient.Rest) == 0);
            foreach (int columns in gradient.IsVariable ? some : [gradient.Columns])
            {
                foreach (int rows in RowsOf(gradient.Layout.MatrixLength(columns)))
                {
                    Check(columns, rows);
                }
            }

            void Check(int columns, int rows)
            {
                var layout = gradient.Layout;
                int[] lanes = LanesOf(layout);
                int[] padding = [.. Enumerable.Range(0, layout.Lanes).Except(lanes)];
                var before = Matrix(layout, columns, columns);
                var sums = new GuardedRows(1, before.Length, (_, place) => before[0, place]);
                var outputs = new GuardedRows(rows, gradient.IsExact ? layout.Units : layout.Lanes, (_, lane) => lanes.Contains(lane) ? Draw() : 0);
                var operands = new GuardedRows(rows, columns, (_, _) => Draw());
                var interpreter = new FormInterpreter();
                interpreter.Run(form, new Dictionary<string, object>
                {
                    ["columns"] = columns,
                    ["gradient"] = sums.Reference,
                    ["rowGradients"] = outputs.Reference,
                    ["gradientStep"] = outputs.Step,
                    ["operands"] = operands.Reference,
                    ["operandStep"] = operands.Step,
                    ["rows"] = rows,
                });

                for (int column = 0; column < columns; column++)
                {
                    foreach (int lane in lanes)
                    {
                        int place = layout.MatrixIndex(lane, column, columns);
                        AssertSum(
                            sums[0, place],
                            before[0, place],
                            rows,
                            row => outputs[row, lane],
                            row => operands[row, column],
                            () => $"{gradient.Name}, {columns} columns, {rows} rows, column {column}, lane {lane}");
                    }

                    foreach (int lane in padding)
                    {
                        Assert.Equal(0, sums[0, layout.MatrixIndex(lane, column, columns)]);
                    }
                }

                sums.AssertGuarded();
                Assert.Equal(LanesOf(widthPlan.Of(gradient), widthPlan) * columns * rows, interpreter.MultiplyAdds);
            }
        }
    }

    /// <summary>Numbers of rows that fill tiles and that leave rows over; fewer of large matrices.</summary>
    private static IEnumerable<int> RowsOf(int elements) => elements switch
    {
        > 100_000 => [5],
        > 2_000 => [1, 6, 7],
        _ => Enumerable.Range(1, 9),
    };

    /// <summary>The lanes that are not padding.</summary>
    private static int[] LanesOf(LaneLayout layout) =>
        [.. from gate in Enumerable.Range(0, layout.Gates) from unit in Enumerable.Range(0, layout.Units) select layout.Lane(gate, unit)];

    /// <summary>The lanes, with padding, that the chunks of a tiling multiply.</summary>
    private static long LanesOf(RowTiling tiling, WidthPlan width) =>
        tiling.Chunks.Sum(run => (long)run.Panels * run.Count * run.Vectors) * width.Profile.Lanes;

    /// <summary>The result is first + a · b, the inner product of so many numbers each, to as many digits as the terms allow.</summary>
    private static void AssertSum(double actual, double first, int count, Func<int, double> a, Func<int, double> b, Func<string> place)
    {
        double sum = first;
        double size = Math.Abs(first);
        for (int i = 0; i < count; i++)
        {
            double term = a(i) * b(i);
            sum += term;
            size += Math.Abs(term);
        }

        if (!(Math.Abs(sum - actual) <= 1e-12 * size))
        {
            Assert.Fail($"{place()}: {sum} is expected, {actual} is the result");
        }
    }

    /// <summary>A packed matrix, with zeros where lanes are padding; columns that are not used may not be read.</summary>
    private GuardedRows Matrix(LaneLayout layout, int columns, int used)
    {
        double[] packed = new double[layout.MatrixLength(columns)];
        var lanes = LanesOf(layout).ToHashSet();
        for (int lane = 0; lane < layout.Lanes; lane++)
        {
            for (int column = 0; column < columns; column++)
            {
                packed[layout.MatrixIndex(lane, column, columns)] = column >= used ? double.NaN : lanes.Contains(lane) ? Draw() : 0;
            }
        }

        return new GuardedRows(1, packed.Length, (_, place) => packed[place]);
    }

    /// <summary>A row of all lanes, with zeros where they are padding.</summary>
    private GuardedRows Row(LaneLayout layout) => Matrix(layout, 1, 1);

    private double Draw() => (2 * _random.NextDouble()) - 1;
}
