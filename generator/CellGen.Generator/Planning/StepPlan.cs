using CellGen.Generator.Equations;
using CellGen.Generator.Model;

namespace CellGen.Generator.Planning;

/// <summary>
/// One step of a cell, planned: which products run together and the element-wise programs of the three passes.
/// </summary>
internal sealed class StepPlan
{
    private StepPlan(Cell cell, CellSpec spec)
    {
        Cell = cell;
        var gradient = Differentiation.Derive(cell);
        var joined = FindJoinedSums(cell);
        JoinedGates = [.. joined.Select(sum => ((Affine)sum.Left).Gate)];
        TapedValues = [.. FindTapedValues(gradient)];
        Taped = [.. TapedValues.Select(TapeName.Of)];
        Forward = LowerForward(spec.Bias, joined, tape: false);
        ForwardTaped = LowerForward(spec.Bias, joined, tape: true);
        Backward = LowerBackward(spec.Bias, joined, gradient);
        SharesGradients = Backward.Outputs.Where(output => output.Kind == OutputKind.InputGradient).All(input =>
            Backward.Outputs.Any(output =>
                output.Kind == OutputKind.HiddenGradient && output.Symbol == input.Symbol && output.Instruction == input.Instruction));
    }

    public Cell Cell { get; }

    public int Gates => Cell.Gates.Count;

    /// <summary>The names of the states; h, the output, is the first.</summary>
    public IReadOnlyList<string> StateNames => [.. Cell.States.Select(update => update.State.Name!)];

    /// <summary>The gates whose two products are only ever added: U h is accumulated onto W x.</summary>
    public IReadOnlyCollection<string> JoinedGates { get; }

    /// <summary>The names of the values that the backward pass reads from the tape, in the tape's order.</summary>
    public IReadOnlyList<string> Taped { get; }

    public ElementwiseProgram Forward { get; }

    public ElementwiseProgram ForwardTaped { get; }

    public ElementwiseProgram Backward { get; }

    /// <summary>
    /// Whether each gate's gradient is the same for W x and U h, so that one row of gradients serves both.
    /// </summary>
    public bool SharesGradients { get; }

    private IReadOnlyList<Expression> TapedValues { get; }

    public static StepPlan Create(CellSpec spec) => new(CellCatalog.EquationsOf(spec), spec);

    /// <summary>The place of a taped value within a step on the tape.</summary>
    public int TapeIndex(string value) => Taped.ToList().IndexOf(value);

    public int GateIndex(string gate) => Cell.Gates.ToList().IndexOf(gate);

    /// <summary>The sums W_g x + U_g h.</summary>
    private static HashSet<Sum> FindJoinedSums(Cell cell)
    {
        var sums = new HashSet<Sum>();
        foreach (var definition in cell.Definitions)
        {
            Visit(definition);
        }

        return sums;

        void Visit(Expression expression)
        {
            if (expression is Sum { Left: Affine { Source: AffineSource.Input }, Right: Affine { Source: AffineSource.Hidden } } sum)
            {
                sums.Add(sum);
            }

            foreach (var operand in Differentiation.OperandsOf(expression))
            {
                Visit(operand);
            }
        }
    }

    private static IEnumerable<Expression> FindTapedValues(CellGradient gradient)
    {
        var seen = new HashSet<Expression>();
        var taped = new List<Expression>();
        foreach (var root in gradient.Affines.Values.Concat(gradient.States.Values.OfType<Expression>()))
        {
            Visit(root);
        }

        return taped;

        void Visit(Expression expression)
        {
            if (expression is ForwardValue { Of: not State } value && seen.Add(value.Of))
            {
                taped.Add(value.Of);
            }

            foreach (var operand in Differentiation.OperandsOf(expression))
            {
                Visit(operand);
            }
        }
    }

    private ElementwiseProgram LowerForward(bool bias, HashSet<Sum> joined, bool tape)
    {
        var taped = tape ? TapedValues : [];
        var lowering = new Lowering(bias, joined);
        foreach (var root in Cell.Definitions.Concat(taped))
        {
            lowering.CountUses(root);
        }

        foreach (var definition in Cell.Definitions)
        {
            lowering.Lower(definition);
        }

        var outputs = Cell.States
            .Select(update => new ProgramOutput(OutputKind.NextState, update.State.Name!, lowering.Lower(update.Next)))
            .Concat(taped.Select(value => new ProgramOutput(OutputKind.Tape, TapeName.Of(value), lowering.Lower(value))))
            .ToList();
        return new ElementwiseProgram(lowering.Instructions, outputs);
    }

    private ElementwiseProgram LowerBackward(bool bias, HashSet<Sum> joined, CellGradient gradient)
    {
        var lowering = new Lowering(bias, joined);
        var roots = gradient.Affines.Values.Concat(gradient.States.Values.OfType<Expression>());
        foreach (var root in roots)
        {
            lowering.CountUses(root);
        }

        var outputs = gradient.Affines
            .OrderBy(entry => GateIndex(entry.Key.Gate))
            .Select(entry => new ProgramOutput(
                entry.Key.Source == AffineSource.Input ? OutputKind.InputGradient : OutputKind.HiddenGradient,
                entry.Key.Gate,
                lowering.Lower(entry.Value)))
            .ToList();
        outputs.AddRange(Cell.States
            .Where(update => gradient.States[update.State] is not null)
            .Select(update => new ProgramOutput(
                OutputKind.StateGradient, update.State.Name!, lowering.Lower(gradient.States[update.State]!))));
        return new ElementwiseProgram(lowering.Instructions, outputs);
    }
}
