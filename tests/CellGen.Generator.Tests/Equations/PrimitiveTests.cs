using CellGen.Generator.Equations;
using CellGen.Generator.Tests.Host;
using Choices = CellGen.Generator.Model.Nonlinearity;

namespace CellGen.Generator.Tests.Equations;

/// <summary>Each row of the table of functions agrees with itself, and the table with what users can choose.</summary>
public class PrimitiveTests
{
    public static TheoryData<string> Names => [.. Primitive.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_difference_quotient(string name)
    {
        Primitive row = Primitive.All.Single(row => row.Name == name);
        Cell cell = CellCatalog.EquationsOf(CellSpecs.Of("Rnn"));
        CellGradient gradient = Differentiation.Derive(cell);
        var step = new CellStep(cell);
        const double by = 1e-6;
        for (double x = -2.05; x < 2; x += 0.1)
        {
            var value = new Activation(row, new Constant((float)x), 1.5f);
            double argument = (float)x;
            double Of(double x) => row.Evaluate(x, 1.5);
            double derived = step.Backward(
                new ActivationGradient(value, value.Argument, new ForwardValue(value), new Constant(3)), gradient, new() { [value] = [Of(argument)] })[0];
            Assert.Equal(3 * (Of(argument + by) - Of(argument - by)) / (2 * by), derived, tolerance: 1e-7);
        }
    }

    [Fact]
    public void Every_choice_of_the_user_is_a_function()
    {
        var x = new Constant(1);
        Assert.All(Enum.GetValues<Choices>(), choice => Assert.Equal(choice == Choices.Identity, Nonlinearities.Apply(choice, x) == x));
        Assert.All(Primitive.All, row => Assert.Same(row, Primitive.Of(row.Function)));
        Assert.Null(Primitive.Of(Function.Add));
    }
}
