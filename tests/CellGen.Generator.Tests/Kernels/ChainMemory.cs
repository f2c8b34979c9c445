using CellGen.Generator.Equations;
using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// What forward and backward recurrences have in common: the parameters of a chain, the projected inputs, the states before it
/// and the equations of all its steps.
/// </summary>
internal abstract class ChainMemory
{
    /// <param name="plan">The net.</param>
    /// <param name="tape">Whether the equations are those of training.</param>
    /// <param name="chain">What the names of the kernel's variables begin with.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="isReversed">Whether the chain runs from the last step of the sequence to the first.</param>
    /// <param name="random">What the numbers are drawn from.</param>
    protected ChainMemory(NetPlan plan, bool tape, Chain chain, int steps, bool isReversed, Random random)
    {
        (Plan, Chain, Steps, IsReversed, Random) = (plan, chain, steps, isReversed, random);
        Step = plan.StepOf(tape);

        // Most recurrences do not read W.
        Layer = new PackedLayer(plan, plan.ForwardReadsInput ? plan.Spec.Cell.Input : 1, random);
        Mask = [.. Enumerable.Range(0, plan.SizeOf(plan.StateParts[0].Units)).Select(_ => random.Next(2) * 2.0)];
        Oracle = new LayerOracle(plan, Step.Cell, Layer, Mask);
        var gates = LanesOf(plan.Gates);
        Input = PassRows.Create(isReversed, steps, Layer.Columns, (_, _) => Draw());
        Projected = PassRows.Create(isReversed, steps, plan.Gates.Lanes, (_, lane) => gates.Contains(lane) ? Draw() : 0);
        Initial = plan.StateParts.ToDictionary(part => part.Name, part => Enumerable.Range(0, plan.SizeOf(part.Units)).Select(_ => Draw()).ToArray());
    }

    /// <summary>The number of steps.</summary>
    public int Steps { get; }

    protected NetPlan Plan { get; }

    protected StepPlan Step { get; }

    protected Chain Chain { get; }

    protected bool IsReversed { get; }

    protected Random Random { get; }

    protected PackedLayer Layer { get; }

    protected LayerOracle Oracle { get; }

    /// <summary>x of each step, for recurrences that multiply it.</summary>
    protected PassRows Input { get; }

    /// <summary>W x + b of each step, for those that do not.</summary>
    protected PassRows Projected { get; }

    /// <summary>Whether the kernel multiplies the input itself.</summary>
    public bool ReadsInput { get; init; }

    /// <summary>The states before the first step, by name.</summary>
    protected Dictionary<string, double[]> Initial { get; }

    /// <summary>Which units of h are dropped.</summary>
    protected double[] Mask { get; }

    /// <summary>The mask as kernels read it: padded units may have any number.</summary>
    protected FormReference MaskRow => Padded(Mask, 0.5);

    /// <summary>All values of all steps.</summary>
    /// <param name="move">What is to be added to the elements of a value of a step, for difference quotients.</param>
    protected List<Dictionary<Expression, double[]>> Run(Func<int, Expression, int, double>? move = null)
    {
        var steps = new List<Dictionary<Expression, double[]>>();
        for (int step = 0; step < Steps; step++)
        {
            int now = step;
            steps.Add(Oracle.Forward(
                (gate, unit) => ReadsInput ? Layer.Project(gate, unit, column => Input[now, column]) : Projected[now, Plan.Gates.Lane(Plan.Step.Cell.Gates.IndexOf(gate), unit)],
                state => now == 0 ? Initial[state] : steps[now - 1][NextOf(state)],
                move is null ? null : (value, unit) => move(now, value, unit)));
        }

        return steps;
    }

    /// <summary>The next value of a state in the equations.</summary>
    protected Expression NextOf(string state) => Oracle.Cell.States.Single(update => update.State.Name == state).Next;

    /// <summary>The value that is on the tape under a name.</summary>
    protected Expression Taped(string symbol) => Plan.Training.TapedValues[Plan.Training.Taped.IndexOf(symbol)];

    /// <summary>The arguments under the names that they have in the kernel.</summary>
    protected IEnumerable<KeyValuePair<string, object>> Named(params (string Name, object Value)[] arguments) =>
        arguments.Select(argument => KeyValuePair.Create(Chain.Name(argument.Name), argument.Value));

    /// <summary>A row of units, what is in the padded ones, and behind them what nobody may read.</summary>
    protected FormReference Padded(double[] units, double padding)
    {
        double[] row = new double[Plan.StateStride];
        Array.Fill(row, double.NaN);
        Array.Fill(row, padding, 0, new LaneLayout(units.Length, 1).PaddedUnits);
        units.CopyTo(row, 0);
        return row;
    }

    /// <summary>The lanes that are not padding.</summary>
    protected static HashSet<int> LanesOf(LaneLayout layout) =>
        [.. from gate in Enumerable.Range(0, layout.Gates) from unit in Enumerable.Range(0, layout.Units) select layout.Lane(gate, unit)];

    protected double Draw() => (2 * Random.NextDouble()) - 1;
}
