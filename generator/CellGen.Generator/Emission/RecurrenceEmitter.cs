using CellGen.Generator.Planning;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits the forward recurrence of one layer and direction, for any number of steps, phase by phase.</summary>
internal sealed class RecurrenceEmitter(CodeWriter writer, ModelPlan plan, VectorProfile profile, bool tape)
{
    private readonly StepPlan _step = StepOf(plan, tape);

    private bool _comments = true;

    /// <summary>What the method runs in one loop.</summary>
    public IReadOnlyList<DirectionText> Directions { get; init; } = DirectionText.Of(plan);

    /// <summary>Whether h' goes to the output, too.</summary>
    public bool WritesOutput { get; init; } = true;

    /// <summary>The name of the method that runs a layer, or two layers at once.</summary>
    public static string Name(bool tape, bool pair = false) =>
        (tape ? nameof(KernelName.ForwardTaped) : nameof(KernelName.Forward)) + (pair ? "Pair" : "");

    /// <summary>The signature of the method, shared with the abstract kernels.</summary>
    public static string Signature(ModelPlan plan, bool tape, bool pair = false)
    {
        var parameters = (pair ? DirectionText.Pair : DirectionText.Of(plan))
            .SelectMany(direction => Parameters(plan, tape, direction)).Append("int steps");
        return $"void {Name(tape, pair)}({string.Join(", ", parameters)})";
    }

    /// <summary>What one direction needs.</summary>
    public static IEnumerable<string> Parameters(ModelPlan plan, bool tape, DirectionText direction)
    {
        var step = StepOf(plan, tape);
        string Reference(string name) => "ref float " + direction.Name(name);
        string Step(string name) => "int " + direction.Name(name);
        if (plan.RecurrentLength > 0)
        {
            yield return Reference("parameters");
        }

        yield return Reference("projected");
        yield return Step("projectedStep");
        foreach (string state in step.StateNames)
        {
            yield return Reference(state);
        }

        yield return Step("stateStep");
        yield return Reference("output");
        yield return Step("outputStep");
        if (tape)
        {
            yield return Reference("tape");
            yield return Step("tapeStep");
        }
        else if (step.Carried.Count > 0)
        {
            yield return Reference("carried");
        }

        if (step.HasMask)
        {
            yield return Reference("mask");
        }
    }

    public void Emit()
    {
        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Raw($"public override {Signature(plan, tape, pair: Directions == DirectionText.Pair)}");
        writer.Open();
        var directions = Directions;
        if (directions.Count == 1)
        {
            ParameterReferences.Emit(writer, plan, biases: true);
        }

        writer.Open($"while (true)");
        if (Alternates(plan, profile))
        {
            writer.Raw("bool odd = (steps & 1) != 0;");
        }

        foreach (var direction in directions)
        {
            foreach (string state in _step.StateNames)
            {
                writer.Raw($"ref float {direction.Name(state + "Next")} = ref Unsafe.Add(ref {direction.Name(state)}, {direction.Name("stateStep")});");
            }
        }

        foreach (var direction in directions)
        {
            EmitStep(direction);
        }

        writer.Raw("if (--steps == 0)\n{\n    return;\n}\n");
        foreach (var direction in directions)
        {
            EmitAdvance(direction);
        }

        writer.Close();
        writer.Close();
    }

    /// <summary>One step of a direction; where there are two, under the names that one alone has.</summary>
    private void EmitStep(DirectionText direction)
    {
        if (direction.Prefix.Length == 0)
        {
            EmitPhases();
            return;
        }

        writer.Raw($"// The {direction.Prefix} {(Directions == DirectionText.Pair ? "layer" : "direction")}.");
        writer.Open();
        if (plan.RecurrentLength > 0)
        {
            writer.Raw($"ref float parameters = ref {direction.Name("parameters")};");
            ParameterReferences.Emit(writer, plan, biases: true);
        }

        var names = _step.StateNames.SelectMany(state => new[] { state, state + "Next" }).Concat(["projected", "output"]);
        names = tape ? names.Append("tape") : _step.Carried.Count > 0 ? names.Append("carried") : names;
        foreach (string name in _step.HasMask ? names.Append("mask") : names)
        {
            writer.Raw($"ref float {name} = ref {direction.Name(name)};");
        }

        EmitPhases();
        writer.Close();
        writer.Line();
    }

    /// <summary>One step, from the states and the projected input to the new states and the output.</summary>
    public void EmitPhases()
    {
        foreach (var phase in _step.Phases)
        {
            EmitPhase(phase);
        }
    }

    private void EmitAdvance(DirectionText direction)
    {
        Advance("projected");
        foreach (string state in _step.StateNames)
        {
            writer.Raw($"{direction.Name(state)} = ref {direction.Name(state + "Next")};");
        }

        Advance("output");
        if (tape)
        {
            Advance("tape");
        }

        void Advance(string row) =>
            writer.Raw($"{direction.Name(row)} = ref Unsafe.Add(ref {direction.Name(row)}, {direction.Name(row + "Step")});");
    }

    /// <summary>Whether a product visits its panels in another order on every other step.</summary>
    public static bool Alternates(ModelPlan plan, VectorProfile profile) =>
        plan.Matrices.Any(matrix => ProductPlan.Create(matrix.Layout, matrix.Columns, profile).Alternates);

    private static StepPlan StepOf(ModelPlan plan, bool tape) => tape ? plan.Training : plan.Step;

    private void EmitPhase(PhasePlan phase)
    {
        _comments = true;
        var program = tape ? phase.ForwardTaped : phase.Forward;
        if (phase.Product is not { } product)
        {
            new UnitLoop(writer, plan.LanesOf(phase.Units), [plan.Gates.Gates], profile).Emit((slice, looped) =>
                EmitProgram(program, new SlicePlace(slice, looped), _ => throw new InvalidOperationException("The phase has no product.")));
            return;
        }

        var matrix = plan.MatrixOf(product);
        var text = Text(profile.Lanes);
        var layout = ProductPlan.Create(matrix.Layout, matrix.Columns, profile);
        string operand = product.Operand;
        if (!product.ReadsState)
        {
            operand += "Row";
            writer.Raw($"ref float {operand} = ref {VectorText.Element(Carrier, CarrierOffset(product.Operand))};");
        }

        new ProductEmitter(writer, layout, text, plan.Gates.Gates).Emit(
            ParameterReferences.Weights(matrix),
            operand,
            lane => InitialSum(phase, matrix, text, lane),
            lane => Enumerable.Range(lane.Constant, profile.Lanes).Any(each => HasGate(matrix, each, phase.EarlyGates, padding: false)),
            (group, origin, looped) =>
            {
                GatePart Sums(GroupSlice slice, string gate) => slice.Gates[product.Gates.ToList().IndexOf(gate)];
                var shared = EmitShared(program, group, Sums);
                foreach (var part in group.Slices)
                {
                    var slice = part.Slice with { Unit = part.Slice.Unit + origin };
                    writer.Open();
                    EmitProgram(program, new SlicePlace(slice, looped), gate => Sums(part, gate), shared);
                    writer.Close();
                }
            });
    }

    /// <summary>
    /// The gates of the last units share a vector: a function of several of them is applied once, to all.
    /// </summary>
    /// <returns>By function and vector: the name of the result, and its width.</returns>
    private Dictionary<(Operation Operation, int Vector), (string Name, int Width)> EmitShared(
        ElementwiseProgram program, ProductGroup group, Func<GroupSlice, string, GatePart> sums)
    {
        var shared = new Dictionary<(Operation Operation, int Vector), (string Name, int Width)>();
        var uses = from instruction in program.Instructions
                   where instruction.Operation is Operation.Sigmoid or Operation.Tanh
                   let operand = program.Instructions[instruction.Arguments[0]]
                   where operand.Operation is Operation.JoinedProduct or Operation.PhaseProduct
                   from slice in @group.Slices
                   where slice.Slice.Width < profile.Lanes
                   let sum = sums(slice, operand.Symbol!)
                   group (sum.Part + 1) * slice.Slice.Width by (instruction.Operation, sum.Vector);
        foreach (var use in uses.Where(use => use.Count() > 1))
        {
            var (operation, vector) = use.Key;
            int width = profile.Lanes;
            while (width / 2 >= use.Max())
            {
                width /= 2;
            }

            string name = Invariant($"{operation.ToString().ToLowerInvariant()}{vector}");
            writer.Line($"var {name} = Activation.{operation}({Text(width).Part(Invariant($"a{vector}"), 0, profile.Lanes)});");
            shared.Add(use.Key, (name, width));
        }

        return shared;
    }

    /// <summary>The memory that carries values from phase to phase.</summary>
    private string Carrier => tape ? "tape" : "carried";

    private Offset CarrierOffset(string value) =>
        (tape ? _step.TapeIndex(value) : _step.CarriedIndex(value)) * plan.StateStride;

    /// <summary>
    /// What a vector of sums starts from: the projected input in the lanes of joined gates, nothing in the others, and
    /// the bias in all.
    /// </summary>
    private string InitialSum(PhasePlan phase, MatrixPlan matrix, VectorText text, Offset lane)
    {
        var joined = Enumerable.Range(lane.Constant, profile.Lanes)
            // Padding may be either; counting it as joined saves a mask.
            .Select(lane => HasGate(matrix, lane, phase.JoinedGates, padding: true)).ToList();
        string? projected = text.Load("projected", lane);
        if (!joined.Contains(true))
        {
            projected = null;
        }
        else if (joined.Contains(false))
        {
            string mask = string.Join(", ", joined.Select(lane => lane ? "-1" : "0"));
            projected = $"({projected} & Vector{profile.Lanes * 32}.Create({mask}).AsSingle())";
        }

        string? bias = matrix.BiasOffset >= 0 ? text.Load(ParameterReferences.Biases(matrix), lane) : null;
        return (projected, bias) switch
        {
            (null, null) => text.Zero,
            ({ } start, null) => start,
            (null, { } start) => start,
            _ => $"{projected} + {bias}",
        };
    }

    /// <summary>Whether a lane belongs to one of some gates.</summary>
    private static bool HasGate(MatrixPlan matrix, int lane, IReadOnlyCollection<string> gates, bool padding)
    {
        if (gates.Count == 0)
        {
            return false;
        }

        var layout = matrix.Layout;
        int fullLanes = layout.FullBlocks * LaneLayout.Block * layout.Gates;
        int size = LaneLayout.Block;
        if (layout.FullBlocks == 0 || lane >= fullLanes)
        {
            lane -= fullLanes;
            size = layout.TailUnits >= 8 ? 8 : 4;
            if (layout.TailUnits == 12 && lane >= 8 * layout.Gates)
            {
                lane -= 8 * layout.Gates;
                size = 4;
            }
        }

        int gate = lane / size;
        bool isPadding = size < LaneLayout.Block && gate >= layout.Gates;
        return isPadding ? padding : gates.Contains(matrix.Product.Gates[gate % layout.Gates]);
    }

    private void EmitProgram(
        ElementwiseProgram program,
        SlicePlace place,
        Func<string, GatePart> sums,
        Dictionary<(Operation Operation, int Vector), (string Name, int Width)>? shared = null)
    {
        var text = Text(place.Slice.Width);
        var values = new ElementwiseEmitter(writer, program, text) { Applied = Applied }.Emit(Source, _comments);
        _comments = false;
        foreach (var output in program.Outputs)
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
            operand.Operation is Operation.JoinedProduct or Operation.PhaseProduct && place.Slice.Width < profile.Lanes
            && shared!.TryGetValue((operation, sums(operand.Symbol!).Vector), out var value)
                ? text.Part(value.Name, sums(operand.Symbol!).Part, value.Width)
                : null;

        string Source(Instruction instruction) => instruction.Operation switch
        {
            Operation.PreviousState => _step.FlushesOnUse
                ? $"Denormals.Flush({text.Load(instruction.Symbol!, place.Unit)})"
                : text.Load(instruction.Symbol!, place.Unit),
            Operation.InputProduct => text.Load("projected", place.Lane(plan.Gates, _step.GateIndex(instruction.Symbol!))),
            Operation.Carried => text.Load(Carrier, CarrierOffset(instruction.Symbol!).Plus(place.Unit)),
            Operation.Vector => text.Load(ParameterReferences.Vector(instruction.Symbol!), place.Unit),
            Operation.Mask => text.Load("mask", place.Unit),
            Operation.JoinedProduct or Operation.PhaseProduct => text.Part(
                Invariant($"a{sums(instruction.Symbol!).Vector}"), sums(instruction.Symbol!).Part, profile.Lanes),
            _ => throw new NotSupportedException(instruction.Operation.ToString()),
        };
    }

    private VectorText Text(int width) => new(profile, width, plan.Spec.HasVectorFma);
}
