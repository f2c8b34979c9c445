using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// Steps of a stream, as their forms compute them in double precision, give the equations' states in place, and the output
/// or that of the narrow head that they end with; from the input of the first layer and of those above, or projected.
/// </summary>
public class StepFormTests
{
    private readonly Random _random = new(19860101);

    public static TheoryData<string, string> Cases => KernelNets.With<StepKernel>();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_are_the_equations(string name, string width)
    {
        var (plan, widthPlan) = KernelNets.Of(name, width);
        var forms = Lowered.Of(plan, widthPlan).ToList();
        foreach (var (kernel, form) in forms)
        {
            if (kernel is StepKernel step)
            {
                foreach (int columns in step.Input switch
                {
                    null => [1],
                    { IsVariable: true } => [plan.Spec.Cell.Input, plan.Spec.Cell.LayerOutput],
                    { } input => new[] { input.Columns },
                })
                {
                    Check(plan, step, columns, form, KernelInterpreter.Of(plan, forms));
                }
            }
        }
    }

    private void Check(NetPlan plan, StepKernel step, int columns, KernelForm form, FormInterpreter interpreter)
    {
        var cell = plan.Step.Cell;
        var layer = new PackedLayer(plan, columns, _random);
        var oracle = new LayerOracle(plan, cell, layer, []);
        var head = plan.StepHead is null ? null : new PackedHead(plan.StepHead, _random);
        var input = Row(columns, Draw);
        var projected = Row(plan.Gates.Lanes, Draw);
        var output = Row(plan.StepWritesOutput ? plan.Spec.OutputSize : 0, () => double.NaN);

        // The states are where the user has them, with nothing behind the padded units; any numbers may be in the padding.
        var states = plan.StateParts.ToDictionary(part => part.Name, part => Row(part.Length, Draw));
        var values = oracle.Forward(
            (gate, unit) => step.Input is null ? projected[0, plan.Gates.Lane(plan.Step.Cell.Gates.IndexOf(gate), unit)] : layer.Project(gate, unit, column => input[0, column]),
            state => [.. Enumerable.Range(0, oracle.Size(cell.States.Single(update => update.State.Name == state).State)).Select(unit => states[state][0, unit])]);

        var arguments = new Dictionary<string, object>
        {
            ["columns"] = columns,
            ["weights"] = step.Input is null ? layer.Recurrent : layer.Reference,
            ["input"] = input.Reference,
            ["projected"] = projected.Reference,
            ["output"] = output.Reference,
        };
        if (head is not null)
        {
            (arguments["headWeights"], arguments["headBiases"]) = (head.Weights, head.Biases);
        }

        foreach (var (state, row) in states)
        {
            arguments[state] = row.Reference;
        }

        interpreter.Run(form, arguments);

        foreach (var update in cell.States)
        {
            Same(values[update.Next], states[update.State.Name!], update.State.Name!);
        }

        double[] h = values[cell.States[0].Next];
        if (plan.StepWritesOutput)
        {
            Same(head is null ? h : [.. Enumerable.Range(0, plan.Spec.OutputSize).Select(i => head.Output(i, unit => h[unit]))], output, "output");
        }

        Assert.All([input, projected, output, .. states.Values], row => row.AssertGuarded());
    }

    private static void Same(double[] expected, GuardedRows actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Near.Assert(expected[i], actual[0, i], () => $"{what}, element {i}");
        }
    }

    /// <summary>A row with nothing behind it.</summary>
    private static GuardedRows Row(int length, Func<double> draw) => new(1, length, (_, _) => draw());

    private double Draw() => (2 * _random.NextDouble()) - 1;
}
