using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits the element-wise program of a phase, forward: from sums to new states, outputs and what goes on the tape.</summary>
internal sealed class PhaseProgramEmitter(CodeWriter writer, NetPlan plan, WidthPlan width, PhasePlan phase, bool tape)
{
    private readonly VectorProfile _profile = width.Profile;
    private readonly StepPlan _step = tape ? plan.Training : plan.Step;

    private readonly ElementwiseProgram _program = tape ? phase.ForwardTaped : phase.Forward;

    private bool _comments = true;

    /// <summary>Whether h' goes to the output, too.</summary>
    public bool WritesOutput { get; init; } = true;

    /// <summary>Whether the sums are those of a product without a loop, in the same method.</summary>
    public bool FollowsStraightLine { get; init; }

    /// <summary>Where the projected input is.</summary>
    public ProjectedText Projected { get; init; } = new();

    /// <summary>The memory that carries values from phase to phase.</summary>
    public string Carrier => tape ? "tape" : "carried";

    /// <summary>Where a value is in it.</summary>
    public Offset CarrierOffset(string value) =>
        tape ? _step.TapeIndex(value) * plan.TapedLength : _step.CarriedIndex(value) * plan.StateStride;

    /// <summary>A phase without a product: unit by unit.</summary>
    public void EmitUnits() =>
        new UnitLoop(writer, width.Of(phase.Units), [plan.Gates.Gates]).Emit((slice, looped) =>
            EmitSlice(new SlicePlace(slice, looped), _ => throw new InvalidOperationException("The phase has no product."), shared: null));

    /// <summary>The units of a group, whose sums are a0, a1, …</summary>
    public void EmitGroup(GroupPlace place)
    {
        var gates = phase.Product!.Gates.ToList();
        GatePart Sums(GroupSlice slice, string gate) => slice.Gates[gates.IndexOf(gate)];
        var shared = EmitShared(place, Sums);
        foreach (var part in place.Group.Slices)
        {
            var slice = part.Slice with { Unit = part.Slice.Unit + place.Unit };
            writer.Open();
            EmitSlice(new SlicePlace(slice, place.Looped), gate => Sums(part, gate), shared, place);
            writer.Close();
        }
    }

    /// <summary>
    /// The gates of the last units share a vector: a function of several of them is applied once, to all.
    /// </summary>
    /// <returns>By function and vector: the name of the result, and its width.</returns>
    private Dictionary<(Operation Operation, int Vector), (string Name, int Width)> EmitShared(
        GroupPlace place, Func<GroupSlice, string, GatePart> sums)
    {
        var shared = new Dictionary<(Operation Operation, int Vector), (string Name, int Width)>();
        var uses = from instruction in _program.Instructions
                   where instruction.Operation is Operation.Sigmoid or Operation.Tanh
                   let operand = _program.Instructions[instruction.Arguments[0]]
                   where operand.Operation is Operation.JoinedProduct or Operation.PhaseProduct
                   from slice in place.Group.Slices
                   where slice.Slice.Width < _profile.Lanes
                   let sum = sums(slice, operand.Symbol!)
                   group (sum.Part + 1) * slice.Slice.Width by (instruction.Operation, sum.Vector);
        foreach (var use in uses.Where(use => use.Count() > 1))
        {
            var (operation, vector) = use.Key;
            int lanes = _profile.Lanes;
            while (lanes / 2 >= use.Max())
            {
                lanes /= 2;
            }

            string name = operation.ToString().ToLowerInvariant() + place.Name(vector);
            writer.Line($"var {name} = {FunctionsOf(_profile.Lanes)}.{operation}({Text(lanes).Part(place.Sum(vector), 0, _profile.Lanes)});");
            shared.Add(use.Key, (name, lanes));
        }

        return shared;
    }

    private void EmitSlice(
        SlicePlace place,
        Func<string, GatePart> sums,
        Dictionary<(Operation Operation, int Vector), (string Name, int Width)>? shared,
        GroupPlace? group = null)
    {
        var text = Text(place.Slice.Width);
        var values = new ElementwiseEmitter(writer, _program, text) { Applied = Applied, Functions = FunctionsOf(place.Slice.Width) }.Emit(Source, _comments);
        _comments = false;
        foreach (var output in _program.Outputs)
        {
            string value = values[output.Instruction];
            if (output.Kind != OutputKind.NextState)
            {
                writer.Raw(text.Store(value, Carrier, CarrierOffset(output.Symbol).Plus(place.Unit)));
                continue;
            }

            string carried = output.Symbol + "Carried";
            writer.Line($"var {carried} = {(_step.FlushesOnUse ? value : $"Denormals.Flush({value})")};");
            writer.Raw(text.Store(carried, output.Symbol + "Next", place.Unit));
            if (output.Symbol == "h" && WritesOutput)
            {
                foreach (string store in text.StorePartial(carried, "output", place.Unit, place.Slice.Valid))
                {
                    writer.Raw(store);
                }
            }
        }

        string? Applied(Operation operation, Instruction operand) =>
            operand.Operation is Operation.JoinedProduct or Operation.PhaseProduct && place.Slice.Width < _profile.Lanes
            && shared!.TryGetValue((operation, sums(operand.Symbol!).Vector), out var value)
                ? text.Part(value.Name, sums(operand.Symbol!).Part, value.Width)
                : null;

        string Source(Instruction instruction) => instruction.Operation switch
        {
            Operation.PreviousState => _step.FlushesOnUse
                ? $"Denormals.Flush({text.Load(instruction.Symbol!, place.Unit)})"
                : text.Load(instruction.Symbol!, place.Unit),
            Operation.InputProduct => Projected.Load(text, place.Lane(plan.Gates, _step.GateIndex(instruction.Symbol!))),
            Operation.Carried => text.Load(Carrier, CarrierOffset(instruction.Symbol!).Plus(place.Unit)),
            Operation.Vector => text.Load(ParameterNames.Vector(instruction.Symbol!), place.Unit),
            Operation.Mask => text.Load("mask", place.Unit),
            Operation.JoinedProduct or Operation.PhaseProduct => text.Part(
                group!.Sum(sums(instruction.Symbol!).Vector), sums(instruction.Symbol!).Part, _profile.Lanes),
            _ => throw new NotSupportedException(instruction.Operation.ToString()),
        };
    }

    /// <summary>
    /// The class of sigmoid and tanh: with 16 registers and the sums of four gates there is none to hold constants, nor with
    /// those of three where several groups are written out one after the other. Elsewhere, measured, it is better to hold them.
    /// </summary>
    private string FunctionsOf(int lanes) =>
        _profile.HasFewRegisters && lanes == _profile.Lanes && _step.Gates >= (FollowsStraightLine ? 3 : 4) ? "MemoryActivation" : "Activation";

    private VectorText Text(int lanes) => new(_profile, lanes);
}
