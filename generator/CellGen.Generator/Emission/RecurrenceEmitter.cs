using CellGen.Generator.Planning;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits the forward recurrence of one layer and direction, for any number of steps, phase by phase.</summary>
internal sealed class RecurrenceEmitter(CodeWriter writer, ModelPlan plan, VectorProfile profile, bool tape)
{
    private readonly StepPlan _step = StepOf(plan, tape);

    private bool _comments = true;

    /// <summary>The signature of the method, shared with the abstract kernels.</summary>
    public static string Signature(ModelPlan plan, bool tape)
    {
        var step = StepOf(plan, tape);
        var parameters = new List<string>();
        if (plan.RecurrentLength > 0)
        {
            parameters.Add("ref float parameters");
        }

        parameters.AddRange(["ref float projected", "int projectedStep"]);
        parameters.AddRange(step.StateNames.Select(state => $"ref float {state}"));
        parameters.AddRange(["int stateStep", "ref float output", "int outputStep"]);
        if (tape)
        {
            parameters.AddRange(["ref float tape", "int tapeStep"]);
        }
        else if (step.Carried.Count > 0)
        {
            parameters.Add("ref float carried");
        }

        if (step.HasMask)
        {
            parameters.Add("ref float mask");
        }

        parameters.Add("int steps");
        return $"void {(tape ? nameof(KernelName.ForwardTaped) : nameof(KernelName.Forward))}({string.Join(", ", parameters)})";
    }

    public void Emit()
    {
        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Raw($"public override {Signature(plan, tape)}");
        writer.Open();
        ParameterReferences.Emit(writer, plan, biases: true);
        writer.Open($"while (true)");
        foreach (string state in _step.StateNames)
        {
            writer.Raw($"ref float {state}Next = ref Unsafe.Add(ref {state}, stateStep);");
        }

        foreach (var phase in _step.Phases)
        {
            EmitPhase(phase);
        }

        writer.Raw("if (--steps == 0)\n{\n    return;\n}\n");
        writer.Raw("projected = ref Unsafe.Add(ref projected, projectedStep);");
        foreach (string state in _step.StateNames)
        {
            writer.Raw($"{state} = ref {state}Next;");
        }

        writer.Raw("output = ref Unsafe.Add(ref output, outputStep);");
        if (tape)
        {
            writer.Raw("tape = ref Unsafe.Add(ref tape, tapeStep);");
        }

        writer.Close();
        writer.Close();
    }

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
            (group, origin, looped) =>
            {
                foreach (var part in group.Slices)
                {
                    var slice = part.Slice with { Unit = part.Slice.Unit + origin };
                    writer.Open();
                    EmitProgram(program, new SlicePlace(slice, looped), gate => part.Gates[product.Gates.ToList().IndexOf(gate)]);
                    writer.Close();
                }
            });
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
        var joined = Enumerable.Range(lane.Constant, profile.Lanes).Select(lane => IsJoined(phase, matrix, lane)).ToList();
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

    /// <summary>Whether a lane belongs to a joined gate. Padding may be either; counting it as joined saves a mask.</summary>
    private static bool IsJoined(PhasePlan phase, MatrixPlan matrix, int lane)
    {
        if (phase.JoinedGates.Count == 0)
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
        return isPadding || phase.JoinedGates.Contains(matrix.Product.Gates[gate % layout.Gates]);
    }

    private void EmitProgram(ElementwiseProgram program, SlicePlace place, Func<string, GatePart> sums)
    {
        var text = Text(place.Slice.Width);
        var values = new ElementwiseEmitter(writer, program, text).Emit(Source, _comments);
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
            writer.Line($"var {carried} = Denormals.Flush({value});");
            writer.Raw(text.Store(carried, output.Symbol + "Next", place.Unit));
            if (output.Symbol == "h")
            {
                foreach (string store in text.StorePartial(carried, "output", place.Unit, place.Slice.Valid))
                {
                    writer.Raw(store);
                }
            }
        }

        string Source(Instruction instruction) => instruction.Operation switch
        {
            Operation.PreviousState => text.Load(instruction.Symbol!, place.Unit),
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
