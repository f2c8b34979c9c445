using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>Narrow heads, as their forms compute them in double precision, are V h + b for each of any number of rows.</summary>
public class HeadFormTests
{
    private readonly Random _random = new(20170612);

    public static TheoryData<string, string> Cases => KernelNets.With<NarrowProduct>();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Narrow_heads_are_what_plain_loops_give(string name, string width)
    {
        var (plan, widthPlan) = KernelNets.Of(name, width);
        var (kernel, form) = Lowered.Of(plan, widthPlan).Single(each => each.Kernel is NarrowProduct);
        var product = (NarrowProduct)kernel;
        var head = new PackedHead(product, _random);
        for (int rows = 1; rows <= 9; rows++)
        {
            var input = new GuardedRows(rows, product.Layout.Units, (_, _) => _random.NextDouble() - 0.5);
            var output = new GuardedRows(rows, product.Outputs, (_, _) => double.NaN);
            new FormInterpreter().Run(form, new Dictionary<string, object>
            {
                ["weights"] = head.Weights,
                ["biases"] = head.Biases,
                ["input"] = input.Reference,
                ["inputStep"] = input.Step,
                ["output"] = output.Reference,
                ["outputStep"] = output.Step,
                ["rows"] = rows,
            });
            for (int i = 0; i < rows * product.Outputs; i++)
            {
                var (row, column) = (i / product.Outputs, i % product.Outputs);
                Near.Assert(head.Output(column, unit => input[row, unit]), output[row, column], () => $"{rows} rows, row {row}, output {column}");
            }

            output.AssertGuarded();
        }
    }
}
