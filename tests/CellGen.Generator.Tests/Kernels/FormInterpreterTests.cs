using CellGen.Generator.Equations;
using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>The interpreter itself: what each node does, and that what is wrong does not pass.</summary>
public class FormInterpreterTests
{
    /// <summary>x is 1, 2, 3, …; y is where results go.</summary>
    private readonly double[] _x = [.. Enumerable.Range(1, 16).Select(number => (double)number)];
    private readonly double[] _y = new double[16];

    [Fact]
    public void Values()
    {
        Same([1, 2, 3, 4, 0, 0, 0, 0], Load(8, 0, valid: 4));
        Same([3, 3, 3, 3], new Value.Spread(4, At(2)));
        Same([5, 5, 5, 5], new Value.SpreadNumber(4, new Value.Lane(Load(8), 4)));
        Same([9, 10, 11, 12], new Value.Part(4, Load(16), 2));
        Same([9, 10, 11, 12, 13, 14, 15, 16], new Value.Part(8, Load(16), 1));
        Same([2, 2, 2, 2, 2, 2, 2, 2], new Value.OfFours(new Value.Fours("x"), 1));
        Same([2, 2, 2, 2, 6, 6, 6, 6], new Value.OfFours(Load(8), 1));
        Same([1, 0, 0, 4], new Value.Masked(Load(4), [true, false, false, true]));
        Same([10], new Value.LaneSum([Load(4)]));
        Same([10, 26, 42, 58], new Value.LaneSum([Load(4), Load(4, 4), Load(4, 8), Load(4, 12)]));
        Same([1, 0, 2.5, 7], new Value.Numbers([Load(1), new Value.Zero(1), new Value.Constant(1, 2.5f), Load(1, 6)]));
        Same([1], new Value.Choice(new Truth.Less(1, 2), Load(1), Load(1, 99)));
        Same([0, 7], [new Value.Constant(1, 1e-29f).Flush(), Load(1, 6).Flush()]);
        Same([1 / (1 + Math.Exp(-2)), Math.Tanh(2), 2, Math.Exp(2)], Applied(2, Function.Sigmoid, Function.Tanh, Function.Relu, Function.BoundedExp));
        Same([1 / (1 + Math.Exp(90)), -1, 0, Math.Exp(-80)], Applied(-90, Function.Sigmoid, Function.Tanh, Function.Relu, Function.BoundedExp), 1e-15);
        Same([2 + (3 * 4), 4 - (2 * 3)], [Apply(Function.MultiplyAdd, Load(1, 2), Load(1, 3), Load(1, 1)), Apply(Function.NegatedMultiplyAdd, Load(1, 1), Load(1, 2), Load(1, 3))]);
        Same([1, 2, 2.5, 2.5], new Value.Apply(Function.Clip, [Load(4)], 2.5f));
        Same([5, 6, 0, 0], new Value.Apply(Function.WhereWithin, [Load(4), Load(4, 4)], 2.5f));
        Same([0, 0, 7, 8], Apply(Function.WherePositive, Load(4) - new Value.Constant(4, 2), Load(4, 4)));
        Same([5, 3, 7f / 3, 2], Apply(Function.Divide, Load(4, 4), Load(4)));
    }

    [Fact]
    public void Numbers_and_conditions()
    {
        (Whole Number, int Expected)[] cases =
        [
            (new Whole.Sum([2, 3, -4]), 1), (new Whole.Product(3, 5), 15), (new Whole.Least(4, 3), 3), (new Whole.Multiple(14, 4), 12), (new Whole.Quotient(14, 4), 3),
            (new Whole.Choice(new Truth.AtMost(2, 2), 5, 6), 5), (new Whole.Choice(new Truth.HasBits(4, 3), 5, 6), 6),
            (new Whole.Difference(5, "Stride"), -4), (new Whole.Choice(new Truth.TurnedOver("Odd"), 5, 6), 5),
        ];
        Assert.All(cases, each => Assert.Equal(each.Expected, new FormFrame(new Dictionary<string, int> { ["Stride"] = 9 }, new Dictionary<string, bool>()).Of(each.Number)));
    }

    [Fact]
    public void Statements()
    {
        var signature = Signature.Of("Inner", KernelParameter.Reference("x"), KernelParameter.Reference("y"), KernelParameter.Integer("rows"));
        var inner = new KernelBuilder();
        inner.Add(new Statement.LetRow("row", "Row", IsAligned: true));
        inner.Add(new Statement.LetStack("stack", "Length"));
        inner.Add(new Statement.Store(new Memory("stack", 2), new Value.Load(4, new Memory("stack", 1), 4), 4));
        inner.Add(new Statement.Copy("x", new Memory("row", 1), 3));
        inner.Add(new Statement.Forever([
            new Statement.Store(new Memory("y", "rows"), new Value.Load(4, "row", 4), 2),
            new Statement.ReturnAfter("rows"),
            new Statement.SetReference("y", new Memory("y", 2))]));
        inner.Add(new Statement.Store("y", new Value.Zero(16), 16));
        var outer = new KernelBuilder();
        outer.Add(new Statement.LetReference("there", "y", IsVolatile: true));
        outer.Add(new Statement.DeclareWhole("n"));
        outer.Add(new Statement.SetWhole("n", 1));
        outer.Add(new Statement.LetTruth("isSmall", new Truth.Less("n", 2)));
        outer.Add(new Statement.SetWhole("n", new Whole.Choice(new Truth.Variable("isSmall"), 2, 1)));
        outer.Add(new Statement.Call(signature, [new Argument.Number("rows", "n"), new Argument.Reference("x", new Memory("x", 4)), new Argument.Reference("y", "there")]));
        new FormInterpreter([new KernelForm(signature, inner.Statements)], new Dictionary<string, int> { ["Row"] = 4, ["Length"] = 6 }).Run(Form(outer.Statements), Arguments);
        Assert.Equal([0, 0, 0, 0, 5, 0], _y[..6]);

        var interpreter = new FormInterpreter();
        var (a, b) = (new Value.Local(4, "a"), new Value.Local(4, "b"));
        interpreter.Run(
            Form([
                new Statement.Let("a", Load(4)), new Statement.Let("b", Load(4)), new Statement.Set("b", Load(4, 4)),
                new Statement.AddColumn(new Value.Spread(4, At(9)), At(1), [(0, a), (8, b)]),
                new Statement.AddRows(At(0), [(Load(4), a)]),
                new Statement.AddScaled(At(1), [(Load(4), a), (Load(4), b)]),
                new Statement.Store("y", a, 4), new Statement.Store(new Memory("y", 4), Apply(Function.MultiplyAdd, b, b, b), 1),
                new Statement.Prefetch(new Memory("x", 1000)), new Statement.Comment("."), new Statement.Pause()]),
            Arguments);
        Assert.Equal([1 + 20 + 1 + 2, 2 + 30 + 4 + 4, 3 + 40 + 9 + 6, 4 + 50 + 16 + 8, 107 * 108, 0], _y[..6]);
        Assert.Equal((20, 4), (interpreter.MultiplyAdds, interpreter.ValueMultiplyAdds));
    }

    [Fact]
    public void What_is_wrong_does_not_pass()
    {
        _y[3] = double.NaN;
        Wrong("not in a buffer", new Statement.Let("a", Load(4, 13)));
        Wrong("not in a buffer", new Statement.Store(new Memory("y", -1), Load(1), 1));
        Wrong("may not be read", new Statement.Let("a", new Value.Load(4, "y", 4)));
        Wrong("z is not declared", new Statement.Let("a", new Value.Load(4, "z", 4)));
        Wrong("a is declared twice", new Statement.Let("a", Load(4)), new Statement.Block([new Statement.Let("a", Load(4))]));
        Wrong("a is not declared", new Statement.Block([new Statement.Let("a", Load(4))]), new Statement.Set("a", Load(4)));
        Wrong("should have 8 lanes", new Statement.Let("a", Load(8) + Load(4)));
        Wrong("no place for 8", new Statement.Let("a", Load(4)), new Statement.Set("a", Load(8)));
        Wrong("another number of lanes", new Statement.Let("a", Load(4)), new Statement.Store("y", new Value.Local(8, "a"), 8));
        Wrong("8 lanes times 4", new Statement.Let("a", Load(8)), new Statement.AddRows(At(0), [(Load(4), new Value.Local(8, "a"))]));
        Wrong("n is read before it is set", new Statement.DeclareWhole("n"), new Statement.Store(new Memory("y", "n"), Load(1), 1));
        Wrong("n is declared twice", new Statement.DeclareWhole("n"), new Statement.LetWhole("n", 1));
        Wrong("5 of 4 lanes", new Statement.Store("y", Load(4), 5));
        Wrong("and no FormReference", new Statement.LetWhole("n", 1), new Statement.Let("a", new Value.Spread(4, "n")));
        Wrong("past zero", new Statement.LetWhole("n", 0), new Statement.ReturnAfter("n"));
        Wrong("goes on by 0", new Statement.For("k", 0, new Truth.Less("k", 1), 0, []));
        Wrong("no kernel", new Statement.Call(Signature.Of("Other"), []));
    }

    private static Memory At(int offset) => new("x", offset);

    private static Value Load(int width, int offset = 0, int? valid = null) => new Value.Load(width, At(offset), valid ?? width);

    private static Value Apply(Function function, params Value[] arguments) => new Value.Apply(function, arguments);

    /// <summary>Each function of a number.</summary>
    private static Value[] Applied(float number, params Function[] functions) =>
        [.. functions.Select(function => Apply(function, new Value.Constant(1, number)))];

    private static KernelForm Form(IReadOnlyList<Statement> statements) =>
        new(Signature.Of("Kernel", KernelParameter.Reference("x"), KernelParameter.Reference("y")), statements);

    private Dictionary<string, object> Arguments => new() { ["x"] = _x, ["y"] = _y };

    private void Same(double[] expected, Value value) => Same(expected, [value]);

    private void Same(double[] expected, Value[] values, double tolerance = 1e-7)
    {
        new FormInterpreter().Run(
            Form([.. values.Select((value, i) => new Statement.Store(new Memory("y", i), value, value.Width))]), Arguments);
        Assert.Equal(expected.Length, values.Sum(value => value.Width));
        Assert.All(expected, (number, i) => Assert.Equal(number, _y[i], tolerance));
    }

    private void Wrong(string message, params Statement[] statements)
    {
        var exception = Assert.Throws<FormException>(() => new FormInterpreter().Run(Form(statements), Arguments));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
