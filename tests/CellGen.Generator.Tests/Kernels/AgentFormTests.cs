using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>A step of a group of agents, as its form computes it in double precision, is the equations' step of each of them.</summary>
public class AgentFormTests
{
    private readonly Random _random = new(20140403);

    public static TheoryData<string, string> Cases => KernelNets.With<AgentKernel>();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_group_of_agents_is_one_after_the_other(string name, string width)
    {
        var (plan, widthPlan) = KernelNets.Of(name, width);
        var forms = Lowered.Of(plan, widthPlan).ToList();
        foreach (var (kernel, form) in forms)
        {
            if (kernel is AgentKernel step)
            {
                foreach (int columns in step.IsVariable ? plan.Kernels.InputProducts.Select(input => input.Columns) : [step.Input.Columns])
                {
                    var interpreter = KernelInterpreter.Of(plan, forms);
                    Check(plan, widthPlan.Agents!, columns, arguments => interpreter.Run(form, arguments));
                }
            }
        }
    }

    private void Check(NetPlan plan, AgentPlan agents, int columns, Action<Dictionary<string, object>> run)
    {
        var cell = plan.Step.Cell;
        var layer = new PackedLayer(plan, columns, _random);
        var oracle = new LayerOracle(plan, cell, layer, []);

        // A row of agents for each element, one after the other: nothing is padded, and what is scratch may not be read first.
        var x = Rows(columns, Draw);
        var states = cell.States.ToDictionary(update => update.State.Name!, update => Rows(oracle.Size(update.State), Draw));
        var next = Rows(plan.Spec.Cell.StateSize, () => double.NaN);
        var sums = Rows(agents.SumRows, () => double.NaN);
        var expected = Enumerable.Range(0, agents.Agents).Select(agent => oracle.Forward(
            (gate, unit) => layer.Project(gate, unit, column => Of(x, column, agent)),
            state => [.. Enumerable.Range(0, states[state].Length / agents.Agents).Select(unit => Of(states[state], unit, agent))])).ToList();

        var arguments = new Dictionary<string, object>
        {
            ["weights"] = layer.Reference,
            ["columns"] = columns,
            ["x"] = x.Reference,
            ["hNext"] = next.Reference,
            ["sums"] = sums.Reference,
        };
        foreach (var (state, rows) in states)
        {
            arguments[state] = rows.Reference;
        }

        run(arguments);

        foreach (var update in cell.States)
        {
            var rows = update.State.Name == "h" ? next : states[update.State.Name!];
            for (int i = 0; i < rows.Length; i++)
            {
                var (unit, agent) = (i / agents.Agents, i % agents.Agents);
                Near.Assert(expected[agent][update.Next][unit], Of(rows, unit, agent), () => $"{update.State.Name}', {columns} columns, agent {agent}, unit {unit}");
            }
        }

        Assert.All([x, next, sums, .. states.Values], rows => rows.AssertGuarded());

        GuardedRows Rows(int count, Func<double> draw) => new(1, count * agents.Agents, (_, _) => draw());

        double Of(GuardedRows rows, int element, int agent) => rows[0, (element * agents.Agents) + agent];
    }

    private double Draw() => (2 * _random.NextDouble()) - 1;
}
