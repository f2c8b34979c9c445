using CellGen.Generator.Equations;
using CellGen.Generator.Planning;
using CellGen.Generator.Tests.Host;

namespace CellGen.Generator.Tests.Planning;

/// <summary>In which order an equation writes the terms of a sum is nobody's business: the plans are equal, comments and all.</summary>
public class CanonicalFormTests
{
    /// <summary>Ways of writing one cell; the first is that of the cells that we have.</summary>
    private static readonly Dictionary<string, Func<CellBuilder, Expression>[]> Cells = new()
    {
        ["U h + W x"] = [cell => cell.Tanh(cell.W("a") + cell.U("a")), cell => cell.Tanh(cell.U("a") + cell.W("a"))],
        ["a peephole"] =
        [
            cell => cell.Sigmoid(cell.W("a") + cell.U("a") + Peephole(cell)),
            cell => cell.Sigmoid(cell.U("a") + cell.W("a") + Peephole(cell)),
            cell => cell.Sigmoid(cell.U("a") + Peephole(cell) + cell.W("a")),
            cell => cell.Sigmoid(Peephole(cell) + (cell.U("a") + cell.W("a"))),
            cell => cell.Sigmoid(cell.W("a") + (cell.U("a") + Peephole(cell))),
        ],
        ["a reset gate"] =
        [
            cell => cell.Tanh(cell.W("a") + (Reset(cell, false) * cell.U("a"))),
            cell => cell.Tanh((Reset(cell, true) * cell.U("a")) + cell.W("a")),
        ],
        ["a reset gate before the product"] =
        [
            cell => cell.Tanh(cell.W("a") + cell.U("a", cell.Let("v", Reset(cell, false) * cell.H))),
            cell => cell.Tanh(cell.U("a", cell.Let("v", Reset(cell, true) * cell.H)) + cell.W("a")),
        ],
        ["two gates"] =
        [
            cell => cell.Tanh(cell.W("a") + cell.U("a") + cell.W("b") + cell.U("b")),
            cell => cell.Tanh(cell.U("b") + cell.U("a") + cell.W("b") + cell.W("a")),
        ],
    };

    public static TheoryData<string> Names => [.. Cells.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_terms_does_not_change_a_plan(string name)
    {
        string[] plans = [.. Cells[name].Select(next => Text(next))];
        Assert.All(plans, plan => Assert.Equal(plans[0], plan));
    }

    [Fact]
    public void Both_orders_are_joined() =>
        Assert.All(Cells["U h + W x"], next => Assert.Equal(["a"], Plan(next).Phases[0].JoinedGates));

    private static Expression Peephole(CellBuilder cell) => cell.Vector("p", "weight_p") * cell.H;

    private static Expression Reset(CellBuilder cell, bool reverse) =>
        cell.Let("b", cell.Sigmoid(reverse ? cell.U("b") + cell.W("b") : cell.W("b") + cell.U("b")));

    private static StepPlan Plan(Func<CellBuilder, Expression> next) =>
        StepPlan.Create(OddCells.Of(CellSpecs.Of("Rnn"), next), bias: true);

    private static string Text(Func<CellBuilder, Expression> next)
    {
        StepPlan plan = Plan(next);
        return string.Join('\n', plan.Phases.SelectMany(phase => new[]
        {
            $"{phase.Units} {phase.Product} {phase.SharesGradients}",
            $"{string.Join(' ', phase.JoinedGates)}, {string.Join(' ', phase.EarlyGates)}",
            Text(phase.Forward),
            Text(phase.ForwardTaped),
            Text(phase.Backward),
        }).Append($"{plan.Taped} {plan.Carried}"));
    }

    private static string Text(ElementwiseProgram program) => string.Join('\n', program.Instructions
        .Select(instruction => $"{instruction} {string.Join(' ', instruction.Arguments)}")
        .Concat(program.Outputs.Select(output => output.ToString())));
}
