using CellGen.Generator.Equations;
using CellGen.Generator.Model;

namespace CellGen.Generator.Planning;

/// <summary>
/// One step of a cell, planned: its phases, with the products and the element-wise programs of the three passes.
/// </summary>
internal sealed class StepPlan
{
    private readonly Phases _phases;
    private readonly CellGradient _gradient;
    private readonly TapeNames _names;
    private readonly bool _bias;

    private StepPlan(Cell cell, bool bias)
    {
        Cell = cell;
        _bias = bias;
        _phases = new Phases(cell);
        _gradient = Differentiation.Derive(cell);
        TapedValues = [.. _gradient.ForwardValues().Concat(_phases.Carried).Distinct()];
        _names = new TapeNames(TapedValues);
        Taped = new Symbols("taped value", TapedValues.Select(_names.Of));
        Carried = new Symbols("carried value", _phases.Carried.Select(_names.Of));
        Vectors = new Symbols("vector", cell.Vectors.Select(vector => vector.Name!));
        Phases = [.. Enumerable.Range(0, _phases.Count).Select(PlanPhase)];
    }

    public Cell Cell { get; }

    public int Gates => Cell.Gates.Count;

    public IReadOnlyList<PhasePlan> Phases { get; }

    /// <summary>The products of the phases.</summary>
    public IEnumerable<PhaseProduct> Products => Phases.Select(phase => phase.Product).OfType<PhaseProduct>();

    /// <summary>The phase of a matrix; of training, where a dropped h is a phase of its own, it may be a later one.</summary>
    public PhasePlan PhaseOf(MatrixPlan matrix) => Phases.First(phase => phase.Product?.Name == matrix.Product.Name);

    /// <summary>The names of the states; h, the output, is the first.</summary>
    public IReadOnlyList<string> StateNames => [.. Cell.States.Select(update => update.State.Name!)];

    /// <summary>The names of the values that the backward pass reads from the tape, in the tape's order.</summary>
    public Symbols Taped { get; }

    /// <summary>The values of the equations that they are.</summary>
    public IReadOnlyList<Expression> TapedValues { get; }

    /// <summary>The names of the values that go from phase to phase through memory.</summary>
    public Symbols Carried { get; }

    /// <summary>The names of the vectors of parameters.</summary>
    public Symbols Vectors { get; }

    /// <summary>Whether something reads the input unit by unit, beside the products with it.</summary>
    public bool ReadsInput => _phases.Values.OfType<InputRow>().Any();

    /// <summary>Whether a mask drops units of h.</summary>
    public bool HasMask => _phases.Values.OfType<Mask>().Any();

    /// <summary>
    /// Where states that decay are cut off before they become denormal: as they are read unit by unit (c in f ⊙ c), beside
    /// the chain from one h to the next; or, in a cell that reads no state so, as h is stored.
    /// </summary>
    public bool FlushesOnUse => Phases.SelectMany(phase => phase.Forward.Instructions)
        .Any(instruction => instruction.Operation == Operation.PreviousState);

    /// <summary>Whether a phase reads what a state was before the step when an earlier phase has its new value already.</summary>
    public bool IsReadLate(string state) => Phases
        .SkipWhile(phase => !phase.Forward.Outputs.Any(output => output.Kind == OutputKind.NextState && output.Symbol == state))
        .Skip(1)
        .Any(phase => phase.Product is { ReadsState: true } product && product.Operand == state
            || phase.Forward.Instructions.Any(instruction => instruction.Operation == Operation.PreviousState && instruction.Symbol == state));

    /// <summary>The gates without a bias of their own beside W, or beside U, where the cell has biases: their lanes of it stay zero.</summary>
    public IReadOnlyList<string> WithoutBias(AffineSource source) =>
        [.. _phases.Values.OfType<Affine>().Where(affine => affine.Source == source && !affine.HasBias).Select(affine => affine.Gate)];

    /// <param name="spec">What the user asked for.</param>
    /// <param name="training">Whether the equations are those of a training step, with dropout inside the recurrence.</param>
    public static StepPlan Create(CellSpec spec, bool training) => Create(CellCatalog.EquationsOf(spec, training), spec.Bias);

    /// <param name="cell">The equations.</param>
    /// <param name="bias">Whether the cell has biases.</param>
    public static StepPlan Create(Cell cell, bool bias) => new(cell, bias);

    private PhasePlan PlanPhase(int index)
    {
        var affines = _phases.Product(index);
        var product = affines.Count == 0 ? null : PlanProduct(affines);
        var joined = product is not null && product.Gates.Equals(Cell.Gates)
            ? JoinedSums.Find(_phases.Values, affines, Cell.Definitions.Concat(TapedValues))
            : [];
        var backward = LowerBackward(index, joined);
        bool shares = product is not null && product.Gates.Equals(Cell.Gates) && product.Gates.All(gate =>
            _gradient.Affines[Find(AffineSource.Input, gate)] == _gradient.Affines[Find(product.Source, gate)]);
        return new PhasePlan(
            UnitsOf(index),
            product,
            [.. joined.Select(sum => ((Affine)sum.Left).Gate).Distinct()],
            EarlyGates.Find(_phases.Values, affines),
            shares,
            LowerForward(index, joined, tape: false),
            LowerForward(index, joined, tape: true),
            backward);
    }

    private PhaseProduct PlanProduct(IReadOnlyList<Affine> affines)
    {
        var first = affines[0];
        if (affines.Any(affine => affine.Operand != first.Operand || affine.Source != first.Source))
        {
            throw new NotSupportedException("The products of a phase have one operand and one tensor.");
        }

        var gates = new Symbols("gate", first.Source == AffineSource.Projection
            ? [first.Gate]
            : Cell.Gates.Where(gate => affines.Any(affine => affine.Gate == gate)));
        bool isWhole = _phases.Values.OfType<Affine>().Count(affine => affine.Source == first.Source) == gates.Count;
        var operand = first.Operand!;
        return new PhaseProduct(
            first.Source,
            first.Source + (isWhole ? "" : string.Concat(gates.Select(NameInMatrix)).ToUpperInvariant()),
            operand is State ? operand.Name! : _names.Of(operand),
            operand is State,
            Planning.Phases.UnitsOf(operand),
            Planning.Phases.UnitsOf(first),
            gates,
            affines.Any(affine => affine.HasBias));
    }

    /// <summary>Of gates with longer names two matrices have two names all the same: {ab, c} and {a, bc}.</summary>
    private static string NameInMatrix(string gate) => gate.Length == 1 ? gate : "_" + gate + "_";

    private Units UnitsOf(int phase)
    {
        var affines = _phases.Product(phase);
        return Planning.Phases.UnitsOf(affines.Count > 0 ? affines[0] : Cell.Definitions.First(value => _phases.Of(value) == phase));
    }

    private Affine Find(AffineSource source, string gate) =>
        _phases.Values.OfType<Affine>().First(affine => affine.Source == source && affine.Gate == gate);

    private ElementwiseProgram LowerForward(int phase, HashSet<Sum> joined, bool tape)
    {
        bool IsHere(Expression value) => _phases.Of(value) == phase;
        var leaving = (tape ? TapedValues : _phases.Carried).Where(IsHere).ToList();
        var definitions = Cell.Definitions.Where(IsHere).ToList();
        var lowering = new InstructionSelection(_bias, joined, _names, _gradient.Names, value => _phases.Carried.Contains(value) && !IsHere(value));
        foreach (var root in definitions.Concat(leaving))
        {
            lowering.CountUses(root);
        }

        foreach (var definition in definitions)
        {
            lowering.Lower(definition);
        }

        var outputs = Cell.States
            .Where(update => IsHere(update.Next))
            .Select(update => new ProgramOutput(OutputKind.NextState, update.State.Name!, lowering.Lower(update.Next)))
            .Concat(leaving.Select(value => new ProgramOutput(
                tape ? OutputKind.Tape : OutputKind.Carried, _names.Of(value), lowering.Lower(value))))
            .ToList();
        return new ElementwiseProgram(lowering.Instructions, outputs);
    }

    /// <summary>
    /// The gradients that a phase of the backward pass computes: those of its own affine maps, since its product
    /// multiplies them; with them those of W x that are the same; all others in the last phase to run that has the
    /// same units.
    /// </summary>
    private ElementwiseProgram LowerBackward(int phase, HashSet<Sum> joined)
    {
        var outputs = new List<(OutputKind Kind, string Symbol, Expression Value)>();
        int RowOf(Affine affine) => affine.Source == AffineSource.Projection ? 0 : Cell.Gates.IndexOf(affine.Gate);
        foreach (var entry in _gradient.Affines.OrderBy(entry => RowOf(entry.Key)))
        {
            if (PhaseOf(entry.Key, entry.Value) == phase)
            {
                var kind = entry.Key.Source == AffineSource.Input ? OutputKind.InputGradient : OutputKind.ProductGradient;
                outputs.Add((kind, entry.Key.Gate, entry.Value));
            }
        }

        outputs.AddRange(_gradient.Vectors
            .Where(_ => LastPhaseOf(Units.Hidden) == phase)
            .Select(entry => (OutputKind.VectorGradient, entry.Key.Name!, entry.Value)));
        if (_gradient.Input is { } input && LastPhaseOf(Units.Hidden) == phase)
        {
            outputs.Add((OutputKind.DirectInputGradient, "x", input));
        }

        outputs.AddRange(Cell.States
            .Where(update => LastPhaseOf(update.State.Units) == phase)
            .Select(update => (update.State, Gradient: _gradient.States[update.State] ?? (IsMultiplied(update.State) ? null : new Constant(0))))
            .Where(entry => entry.Gradient is not null)
            .Select(entry => (OutputKind.StateGradient, entry.State.Name!, entry.Gradient!)));

        var lowering = new InstructionSelection(_bias, joined, _names, _gradient.Names, _ => false);
        foreach (var output in outputs)
        {
            lowering.CountUses(output.Value);
        }

        return new ElementwiseProgram(
            lowering.Instructions,
            outputs.ConvertAll(output => new ProgramOutput(output.Kind, output.Symbol, lowering.Lower(output.Value))));
    }

    /// <summary>
    /// Whether a product writes the gradient of a state. Where nothing reads the state it is zero, and says so: otherwise what has
    /// come from the next step would come again.
    /// </summary>
    private bool IsMultiplied(State state) => _phases.Values.OfType<Affine>().Any(affine => affine.Operand == state);

    private int PhaseOf(Affine affine, Expression gradient) => affine.Source != AffineSource.Input
        ? _phases.Of(affine)
        : _gradient.Affines
            .Where(other => other.Key.Source != AffineSource.Input && other.Value == gradient)
            .Select(other => _phases.Of(other.Key))
            .DefaultIfEmpty(LastPhaseOf(Units.Hidden))
            .Max();

    /// <summary>The last phase that the backward pass visits, of those with these units.</summary>
    private int LastPhaseOf(Units units) => Enumerable.Range(0, _phases.Count).First(phase => UnitsOf(phase) == units);
}
