using CellGen.Generator.Equations;
using CellGen.Generator.Lowering;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// Layers that apply a function to each value, as their forms compute them in double precision: the function of every value of
/// any number of rows, and the derivative by difference quotients of it.
/// </summary>
public class ElementwiseFormTests
{
    private static readonly int[] Sizes = [1, 3, 4, 7, 8, 16, 19, 37, 64, 131];

    private readonly Random _random = new(20170612);

    public static TheoryData<string> Functions => [.. Enum.GetNames<Model.Nonlinearity>()];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_value_is_the_functions_and_every_gradient_its_derivatives(string name)
    {
        var function = Enum.Parse<Model.Nonlinearity>(name);
        foreach (int size in Sizes)
        {
            var plan = new ElementwisePlan(size, function, new NetworkSpec { Widths = GeneratorHost.All });
            foreach (var (_, row) in plan.Widths)
            {
                for (int rows = 1; rows <= 3; rows++)
                {
                    AssertRows(plan, row, function, rows, size);
                }
            }
        }
    }

    [Fact]
    public void A_net_that_is_not_trained_has_no_gradient() =>
        Assert.Equal(["Apply"], new ElementwisePlan(3, Model.Nonlinearity.Tanh, new NetworkSpec(Training: false)).Kernels.Select(kernel => kernel.Name));

    private void AssertRows(ElementwisePlan plan, IReadOnlyList<UnitRun> cut, Model.Nonlinearity function, int rows, int size)
    {
        var input = new GuardedRows(rows, size, (_, _) => Argument());
        var gradient = new GuardedRows(rows, size, (_, _) => _random.NextDouble() - 0.5);
        foreach (var kernel in plan.Kernels)
        {
            var output = new GuardedRows(rows, size, (_, _) => double.NaN);
            new FormInterpreter().Run(ElementwiseRowsLowering.Lower(kernel, cut), new Dictionary<string, object>
            {
                ["input"] = input.Reference,
                ["inputStep"] = input.Step,
                ["gradient"] = gradient.Reference,
                ["gradientStep"] = gradient.Step,
                ["output"] = output.Reference,
                ["outputStep"] = output.Step,
                ["rows"] = rows,
            });
            for (int i = 0; i < rows * size; i++)
            {
                var (row, place) = (i / size, i % size);
                double x = input[row, place];
                double expected = kernel.IsGradient ? gradient[row, place] * (Of(function, x + 1e-5) - Of(function, x - 1e-5)) / 2e-5 : Of(function, x);
                if (!(Math.Abs(expected - output[row, place]) <= 2e-7))
                {
                    Assert.Fail($"{kernel.Name} of {function}({x}): {output[row, place]}, expected {expected}");
                }
            }

            output.AssertGuarded();
        }
    }

    /// <summary>A number on either side of every kink, and on none.</summary>
    private double Argument()
    {
        double[] kinks = [-3, -2.5, 0, 2.5, 3];
        double x;
        do
        {
            x = (_random.NextDouble() - 0.5) * 8;
        }
        while (kinks.Any(kink => Math.Abs(x - kink) < 1e-3));
        return x;
    }

    private static double Of(Model.Nonlinearity function, double x) => function switch
    {
        Model.Nonlinearity.Tanh => Math.Tanh(x),
        Model.Nonlinearity.Relu => Math.Max(x, 0),
        Model.Nonlinearity.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Model.Nonlinearity.Identity => x,
        Model.Nonlinearity.Softplus => Math.Log(1 + Math.Exp(x)),
        Model.Nonlinearity.LeakyRelu => x > 0 ? x : x / 100,
        Model.Nonlinearity.HardSigmoid => Math.Clamp((x / 6) + 0.5, 0, 1),
        Model.Nonlinearity.OnnxHardSigmoid => Math.Clamp((x / 5) + 0.5, 0, 1),
        _ => x * Primitive.NormalCdf.Evaluate(x, 0),
    };
}
