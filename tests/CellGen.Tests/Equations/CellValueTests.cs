using Xunit;

namespace CellGen.Tests.Equations;

/// <summary>The values of equations are numbers in double precision, unit by unit.</summary>
public class CellValueTests
{
    private readonly CellValue _a = new([1, 2], "a");
    private readonly CellValue _b = new([4, 8]);

    [Fact]
    public void Operators_act_unit_by_unit()
    {
        Assert.Equal([5, 10], (_a + _b).Units);
        Assert.Equal([3, 6], (_b - _a).Units);
        Assert.Equal([4, 16], (_a * _b).Units);
        Assert.Equal([4, 4], (_b / _a).Units);
        Assert.Equal([-1, -2], (-_a).Units);
    }

    [Fact]
    public void A_number_is_the_same_in_every_unit_and_of_single_precision()
    {
        Assert.Equal([0, -1], (1 - _a).Units);
        Assert.Equal([0.1f, 0.1f * 2.0], (_a * 0.1).Units);
        Assert.True(((CellValue)2 + 1).IsNumber);
        Assert.False((_a + 1).IsNumber);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_an_error_that_names_them() => Assert.Equal(
        "a has 2 units and another 3.",
        Assert.Throws<ArgumentException>(() => _a + new CellValue([1, 2, 3])).Message);

    [Fact]
    public void The_text_is_for_debuggers() => Assert.Equal("a = 1, 2", _a.ToString());

    [Theory]
    [InlineData(Nonlinearity.Gelu, 1, 0.84134474606854)]
    [InlineData(Nonlinearity.Softplus, -1, 0.31326168751822)]
    [InlineData(Nonlinearity.Sigmoid, 1, 0.73105857863000)]
    [InlineData(Nonlinearity.Tanh, 1, 0.76159415595576)]
    [InlineData(Nonlinearity.Relu, -1, 0)]
    [InlineData(Nonlinearity.Identity, -1, -1)]
    public void Functions_are_those_of_the_table(Nonlinearity function, double x, double expected) =>
        Assert.Equal(expected, CellFunctions.Evaluate(function, x), 1e-13);

    [Fact]
    public void Every_function_has_a_value() => Assert.All(
        Enum.GetValues<Nonlinearity>(), function => Assert.True(double.IsFinite(CellFunctions.Evaluate(function, 0.5))));
}
