using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning.Schedules;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>
/// Everything that is decided for a net before a line is written: its equations, phases and packed order, and a
/// <see cref="WidthPlan"/> for each width. It follows from the spec alone, and so plans are equal where specs are.
/// PlanText of the room Descriptions prints it.
/// </summary>
internal sealed class NetPlan : IEquatable<NetPlan>
{
    private bool? _isChain;
    private bool? _runsAbreast;

    public NetPlan(ModelSpec spec)
    {
        Spec = spec;
        var cell = spec.Cell;
        Step = StepPlan.Create(cell, training: false);
        Training = StepPlan.Create(cell, training: true);
        Gates = new LaneLayout(cell.Hidden, Step.Gates);
        UnitLanes = new LaneLayout(cell.Hidden, 1);
        Head = spec.Head is { } head ? new HeadPlan(head, spec.HeadColumns) : null;
        StateParts = StatePart.Of(this);
        Around = StackNetwork.Of(spec);
        Parameters = new ParameterMap(this);
        Kernels = new KernelSet(this);
        Widths = [.. VectorProfile.Of(spec.Network).Select(profile => new WidthPlan(this, Unrolling.Apply(this, profile)))];
    }

    public ModelSpec Spec { get; }

    /// <summary>A step of inference.</summary>
    public StepPlan Step { get; }

    /// <summary>A step of training: the same, but where units of h are dropped inside the recurrence.</summary>
    public StepPlan Training { get; }

    /// <summary>The step of a forward pass without a tape, or with one.</summary>
    public StepPlan StepOf(bool tape) => tape ? Training : Step;

    /// <summary>What is done with rows around the layers: embedding, dropout, head.</summary>
    public StackNetwork Around { get; }

    /// <summary>The lanes of weight_ih: hidden units × gates.</summary>
    public LaneLayout Gates { get; }

    /// <summary>
    /// The floats of a row of input products, or of their gradients: the lanes, and behind them the input itself, or its gradient,
    /// where the equations read it unit by unit.
    /// </summary>
    public int GateRowLength => Gates.Lanes + (Step.ReadsInput ? UnitLanes.Lanes : 0);

    /// <summary>The distance from the gate gradients of one step to those of the next.</summary>
    public int GateStride => RowStride.Of(GateRowLength);

    /// <summary>Where the tensors lie in the packed parameters.</summary>
    public ParameterMap Parameters { get; }

    /// <summary>The packed matrices of the recurrence, in the order of their phases.</summary>
    public IReadOnlyList<MatrixPlan> Matrices => Parameters.Matrices;

    /// <summary>The plans of the widths that run agents.</summary>
    public IReadOnlyList<AgentPlan> Agents => [.. Widths.Select(width => width.Agents).OfType<AgentPlan>()];

    /// <summary>What is decided for each width.</summary>
    public IReadOnlyList<WidthPlan> Widths { get; }

    /// <summary>The products over rows and the weight gradients.</summary>
    public KernelSet Kernels { get; }

    /// <summary>The lanes of a row of hidden units.</summary>
    public LaneLayout UnitLanes { get; }

    /// <summary>The head, or null.</summary>
    public HeadPlan? Head { get; }

    /// <summary>The lanes of the transposed weight_ih of the first layer: the gradient of the input.</summary>
    public LaneLayout InputLanes => new(Spec.Cell.Input, 1);

    /// <summary>Whether there is a gradient of what the first layer reads: not of a token that selects a column, nor of a frozen embedding.</summary>
    public bool HasInputGradient => Around.Backward.Any(stage => stage is { Layer: StackNetwork.Layers, Target: not null } && stage.Operation == RowOperation.RunBackward);

    /// <summary>The lanes of a row of layer outputs: the gradient of the layer below.</summary>
    public LaneLayout LayerOutputLanes => new(Spec.Cell.LayerOutput, 1);

    /// <summary>The number of floats from one row of a state, or of a taped value, to the next.</summary>
    public int StateStride => UnitLanes.Lanes;

    /// <summary>The parts of the State of one layer and direction, one after the other; h is the first.</summary>
    public IReadOnlyList<StatePart> StateParts { get; }

    /// <summary>The number of floats of the State of one layer and direction.</summary>
    public int LayerStateFloats => StateParts.Sum(part => part.Length);

    /// <summary>The number of values of a State, without padding.</summary>
    public long StateCount => (long)Spec.Cell.Layers * Spec.Cell.Directions * StateParts.Sum(part => SizeOf(part.Units));

    /// <summary>The number of floats of a State.</summary>
    public int StateFloats => Spec.Cell.Layers * Spec.Cell.Directions * LayerStateFloats;

    /// <summary>The number of floats from one State to the next: a layer's is a part of the net's.</summary>
    public int PitchOfStates => Spec.Part is { StateFloats: > 0 } part ? part.StateFloats : StateFloats;

    /// <summary>The number of floats from one taped value of a step to the next: the fewest, since a tape fills caches.</summary>
    public int TapedLength => UnitLanes.PaddedUnits;

    /// <summary>The number of floats of one step on the tape.</summary>
    public int TapeStride => LaneLayout.RoundUp(Training.Taped.Count * TapedLength, LaneLayout.Block);

    /// <summary>The matrix of a phase's product.</summary>
    public MatrixPlan MatrixOf(PhaseProduct product) => Matrices.First(matrix => matrix.Product.Name == product.Name);

    /// <summary>The size of a row of states or gates.</summary>
    public int SizeOf(Units units) => units == Units.Projection ? Spec.Cell.Projection : Spec.Cell.Hidden;

    /// <summary>The lanes of a row of states.</summary>
    public LaneLayout LanesOf(Units units) => new(SizeOf(units), 1);

    /// <summary>The number of floats of the gradients of all products that do not share those of W x, for one step.</summary>
    public int ProductGateLanes => Training.Phases.Where(phase => phase is { Product: not null, SharesGradients: false })
        .Sum(phase => MatrixOf(phase.Product!).Layout.Lanes);

    /// <summary>The distance from these of one step to those of the next.</summary>
    public int ProductGateStride => RowStride.Of(ProductGateLanes);

    /// <summary>Where the gradients of a product begin within such a row.</summary>
    public int ProductGateOffset(PhaseProduct product) => Training.Phases
        .TakeWhile(phase => phase.Product != product)
        .Where(phase => phase is { Product: not null, SharesGradients: false })
        .Sum(phase => MatrixOf(phase.Product!).Layout.Lanes);

    /// <summary>The values that are multiplied within a step, whose gradients come back through a matrix.</summary>
    public Symbols InnerOperands => new("operand", Training.Products.Where(product => !product.ReadsState).Select(product => product.Operand));

    /// <summary>The multiply-adds of one step of the whole net.</summary>
    public long MultiplyAdds
    {
        get
        {
            var cell = Spec.Cell;
            long rows = Step.Gates * (long)cell.Hidden;
            long recurrent = Matrices.Sum(matrix => (long)matrix.Product.Gates.Count * SizeOf(matrix.Product.Units) * matrix.Columns);
            long first = Spec.GathersColumns ? 0 : rows * cell.Input;
            long head = Spec.Head is { OneRow: false } spec ? (long)spec.Output * Spec.HeadColumns : 0;
            return (cell.Directions * (first + ((cell.Layers - 1) * rows * cell.LayerOutput) + (cell.Layers * recurrent))) + head;
        }
    }

    /// <summary>
    /// Whether one loop runs both directions of a layer: small recurrences are bound by latency, and two independent chains
    /// hide each other's. Never depends on the width. It doubles the code, which Unroll.Loop is to keep small; to write out
    /// more than is best, on the other hand, leaves a recurrence as large as it is.
    /// </summary>
    public bool Interleaves => Spec.Cell.Bidirectional && IsChain;

    /// <summary>What a recurrence runs in one loop, in words.</summary>
    public string ChainsText => Interleaves ? "both directions of a layer" : Spec.Cell.Bidirectional ? "one direction of a layer" : "a layer";

    /// <summary>
    /// Whether two layers run at once, the upper one a chunk of steps behind the lower: two independent chains, as both
    /// directions are. With dropout a layer is finished before the next one begins.
    /// </summary>
    public bool PairsLayers(bool tape) => (Spec.Network.Training || !tape) && Spec is { Cell: { Bidirectional: false, Layers: > 1 } cell, Part: not { HasContext: true } } && IsChain
        && !(tape && (cell.DropsOutputs || Training.HasMask));

    /// <summary>The forward passes, without a tape and with it, that run two layers at once.</summary>
    public IEnumerable<bool> PairedPasses => new[] { false, true }.Where(PairsLayers);

    /// <summary>Whether two layers without a tape run as those with one, too.</summary>
    public bool PairsUnread => MayLeaveTapeUnread && PairsLayers(tape: true);

    /// <summary>Whether the flow through the layers is the same without a tape and with it.</summary>
    public bool HasOneFlow => MayLeaveTapeUnread && PairsLayers(tape: false) == PairsLayers(tape: true);

    /// <summary>
    /// Whether a pass without a tape may be one with a tape of one step that nobody reads: the equations are the same, and the
    /// step is small.
    /// </summary>
    public bool MayLeaveTapeUnread => Spec.Network.Training && !Training.HasMask && TapeStride is > 0 and <= 4096;

    /// <summary>Whether the recurrence over a sequence is given the input itself, for a width that multiplies it step by step.</summary>
    public bool ForwardReadsInput => Widths.Any(width => width.ForwardHoldsInput);

    /// <summary>Whether a loop runs two independent chains: both directions of a layer, or two layers.</summary>
    public bool RunsTwoChains(bool tape) => Interleaves || PairsLayers(tape);

    /// <summary>Whether the recurrence is small enough that its latency counts. Asked for often, found out once.</summary>
    private bool IsChain => _isChain ??= Spec.Cell.Unroll != Unroll.Loop && Matrices.All(matrix =>
        ProductPlan.Create(matrix.Layout, matrix.Columns, VectorProfile.Vector512).IsStraight);

    /// <summary>Whether StepMany runs as many agents at once as a vector has lanes: where their rows fit on the stack.</summary>
    public bool RunsAgents => HasAgentKernels && Spec is { HasStep: true, Tokens: null, Cell: { Input: <= 256, Hidden: <= 256 } };

    /// <summary>
    /// Whether Forward without a tape runs sequences of a batch side by side, as agents: where a product makes a step wait
    /// for the one before. Cells without one are no chain, and fill lanes with units.
    /// </summary>
    public bool RunsBatchLanes => HasAgentKernels && Step.Phases[0].Product is not null && !RunsAbreastWithoutTape;

    /// <summary>Whether sequences of a batch run abreast where they write a tape, and backwards: a row of each at every step.</summary>
    public bool RunsAbreast => _runsAbreast ??= AbreastSequences.In(this);

    /// <summary>Whether they do without a tape, too, instead of side by side as lanes.</summary>
    public bool RunsAbreastWithoutTape => AbreastSequences.WithoutTapeIn(this);

    /// <summary>Whether StepMany or batches call kernels with agents as lanes.</summary>
    public bool UsesAgents => RunsAgents || RunsBatchLanes;

    /// <summary>
    /// Whether there may be kernels with agents as lanes: of cells of one phase. A token that selects a column leaves no
    /// product to share, a head that reads the input wants the rows of one sequence, and without vectors there are no lanes.
    /// </summary>
    public bool HasAgentKernels => Spec.Network.Widths != VectorWidths.Plain && Spec is { Cell.IsDense: false, Network.Agents: true, GathersColumns: false, Head: not { ReadsInput: true } } && Step.Phases.Count == 1;

    /// <summary>The head that the kernel of a step ends with: a narrow one that reads the new state of a net of one layer.</summary>
    public NarrowProduct? StepHead => Spec is { Cell.Layers: 1, Head.ReadsInput: false } ? Head!.Narrow : null;

    /// <summary>
    /// Whether the kernel of a step writes the user's output: a net of one layer without a head, or with one that the kernel ends
    /// with. All others read the new state, where it is.
    /// </summary>
    public bool StepWritesOutput => Spec.Cell.Layers == 1 && (Spec.Head is null || StepHead is not null);

    /// <summary>The length of the transposed matrices of one direction.</summary>
    public int TransposedLength => Matrices.Sum(matrix => matrix.TransposedLength);

    /// <summary>
    /// The number of steps whose input products are computed at once: as many as fit in 16 KB, at least 4, and at least 32
    /// that share each pass over weights which the recurrence has driven out of the nearest cache; fewer where an upper
    /// layer waits for them.
    /// </summary>
    public int ChunkSteps => PairsLayers(tape: false) ? 8
        : Math.Min(64, Math.Max(Gates.MatrixLength(WidestInput) > 8 * 1024 ? 32 : 4, 4096 / Gates.Lanes));

    /// <summary>The largest number of columns of a product with the input of a layer.</summary>
    private int WidestInput => Math.Max(Spec.GathersColumns ? 0 : Spec.Cell.Input, Spec.Cell.Layers > 1 ? Spec.Cell.LayerOutput : 0);

    public bool Equals(NetPlan? other) => other is not null && Spec.Equals(other.Spec);

    public override bool Equals(object? obj) => Equals(obj as NetPlan);

    public override int GetHashCode() => Spec.GetHashCode();
}
