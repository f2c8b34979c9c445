using CellGen.Generator.Equations;
using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>The element-wise program of a phase, forward: from sums to new states, outputs and what goes on the tape.</summary>
internal sealed class PhaseProgramLowering(KernelBuilder kernel, NetPlan plan, WidthPlan width, PhasePlan phase, bool tape)
{
    private readonly VectorProfile _profile = width.Profile;
    private readonly StepPlan _step = plan.StepOf(tape);
    private readonly ElementwiseProgram _program = tape ? phase.ForwardTaped : phase.Forward;

    private bool _comments = true;

    /// <summary>Whether h' goes to the output, too.</summary>
    public bool WritesOutput { get; init; } = true;

    /// <summary>The product whose sums these are, where it is in the same method.</summary>
    public ProductPlan? Product { get; init; }

    /// <summary>Where the projected input is.</summary>
    public ProjectedInput Projected { get; init; } = new();

    /// <summary>Where the input itself is, unit by unit, for equations that read it.</summary>
    public Memory Input { get; init; } = new("projected", plan.Gates.Lanes);

    /// <summary>The variable that holds the first vector of h from step to step, where there is one.</summary>
    public string? Held { get; init; }

    /// <summary>A value that goes from phase to phase, from its first unit on.</summary>
    public Memory Carried(string value) => tape
        ? new Memory("tape", _step.Taped.IndexOf(value) * plan.TapedLength)
        : new Memory("carried", _step.Carried.IndexOf(value) * plan.StateStride);

    /// <summary>A phase without a product: unit by unit.</summary>
    public void BuildUnits() =>
        new UnitLoop(kernel, width.Of(phase.Units), [plan.Gates.Gates]).Build(place =>
            BuildSlice(place, _ => throw new InvalidOperationException("The phase has no product."), _ => null));

    /// <summary>The units of a group, whose sums are a0, a1, …</summary>
    public void BuildGroup(GroupPlace place)
    {
        var gates = phase.Product!.Gates;
        GatePart Sums(GroupSlice slice, string gate) => slice.Gates[gates.IndexOf(gate)];
        var shared = BuildShared(place, Sums);
        foreach (var part in place.Group.Slices)
        {
            var slice = part.Slice with { Unit = part.Slice.Unit + place.Unit };
            kernel.Block(() => BuildSlice(
                new SlicePlace(slice, place.Looped),
                gate => new Value.Part(slice.Width, SumOf(place, Sums(part, gate).Vector), Sums(part, gate).Part),
                use => shared.TryGetValue((use.Function, Sums(part, use.Gate).Vector), out var value) ? new Value.Part(slice.Width, value, Sums(part, use.Gate).Part) : null));
        }
    }

    private Value.Local SumOf(GroupPlace place, int vector) => new Accumulator(_profile.Lanes, place.Name(vector))[0];

    /// <summary>
    /// The gates of the last units share a vector: a function of several of them is applied once, to all.
    /// </summary>
    /// <returns>The result, by function and vector.</returns>
    private Dictionary<(Function Function, int Vector), Value> BuildShared(GroupPlace place, Func<GroupSlice, string, GatePart> sums)
    {
        var shared = new Dictionary<(Function Function, int Vector), Value>();
        var uses = from instruction in _program.Instructions
                   let primitive = Primitive.Of(instruction.Function)
                   where primitive is { HasMemoryForm: true }
                   let operand = _program.Instructions[instruction.Arguments[0]]
                   where operand.Operation is Operation.JoinedProduct or Operation.PhaseProduct
                   from slice in place.Group.Slices
                   where slice.Slice.Width < _profile.Lanes
                   let sum = sums(slice, operand.Symbol!)
                   group (sum.Part + 1) * slice.Slice.Width by (primitive!.Function, sum.Vector);
        foreach (var use in uses.Where(use => use.Count() > 1))
        {
            var (function, vector) = use.Key;
            int lanes = _profile.Lanes;
            while (lanes / 2 >= use.Max())
            {
                lanes /= 2;
            }

            var argument = new Value.Part(lanes, SumOf(place, vector), 0);
            shared.Add(use.Key, kernel.Let(
                function.ToString().ToLowerInvariant() + place.Name(vector),
                new Value.Apply(function, [argument], ConstantsInMemory: HasConstantsInMemory(_profile.Lanes))));
        }

        return shared;
    }

    private void BuildSlice(SlicePlace place, Func<string, Value> sum, Func<(Function Function, string Gate), Value?> shared)
    {
        var elementwise = new ElementwiseLowering(kernel, _program)
        {
            Applied = (function, operand) => operand.Operation is Operation.JoinedProduct or Operation.PhaseProduct && place.Width < _profile.Lanes
                ? shared((function, operand.Symbol!))
                : null,
            ConstantsInMemory = HasConstantsInMemory(place.Width),
        };
        var values = elementwise.Build(place.Width, Source, _comments);
        _comments = false;
        foreach (var output in _program.Outputs)
        {
            var value = values[output.Instruction];
            if (output.Kind != OutputKind.NextState)
            {
                kernel.Store(Carried(output.Symbol) + place.Unit, value);
                continue;
            }

            var next = kernel.Let(output.Symbol + "Carried", _step.FlushesOnUse ? value : value.Flush());
            kernel.Store(new Memory(output.Symbol + "Next", place.Unit), next);
            if (output.Symbol == "h" && Held is not null && place is { Looped: false, Slice.Unit: 0 })
            {
                kernel.Set(Held, next);
            }

            if (output.Symbol == "h" && WritesOutput)
            {
                kernel.Store(new Memory("output", place.Unit), next, place.Slice.Valid);
            }
        }

        Value Load(string reference) => new Value.Load(place.Width, new Memory(reference, place.Unit));

        Value Source(Instruction instruction) => instruction.Operation switch
        {
            Operation.PreviousState => _step.FlushesOnUse ? Load(instruction.Symbol!).Flush() : Load(instruction.Symbol!),
            Operation.InputProduct => Projected.Load(place.Width, place.Lane(plan.Gates, _step.Cell.Gates.IndexOf(instruction.Symbol!))),
            Operation.Input => new Value.Load(place.Width, Input + place.Unit, place.Slice.Valid),
            Operation.Carried => new Value.Load(place.Width, Carried(instruction.Symbol!) + place.Unit),
            Operation.Vector => Load(ParameterNames.Vector(instruction.Symbol!)),
            Operation.Mask => Load("mask"),
            Operation.JoinedProduct or Operation.PhaseProduct => sum(instruction.Symbol!),
            _ => throw new NotSupportedException(instruction.Operation.ToString()),
        };
    }

    /// <summary>
    /// Whether sigmoid and tanh read their constants from memory: with 16 registers and the sums of four gates there is none to
    /// hold them, nor with those of three where several groups are written out one after the other. Elsewhere, measured, it is
    /// better to hold them.
    /// </summary>
    private bool HasConstantsInMemory(int lanes) =>
        _profile.HasFewRegisters && lanes == _profile.Lanes && _step.Gates >= (Product is { WritesOut: true } ? 3 : 4);
}
