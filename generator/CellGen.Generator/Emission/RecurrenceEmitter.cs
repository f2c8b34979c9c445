using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Emission;

/// <summary>Emits the forward recurrence of one layer and direction, for any number of steps.</summary>
internal sealed class RecurrenceEmitter(CodeWriter writer, ModelPlan plan, VectorProfile profile)
{
    /// <summary>The signature of the method, shared with the abstract kernels.</summary>
    public static string Signature(ModelPlan plan, bool tape)
    {
        var step = plan.Step;
        var parameters = new List<string> { "ref float weights" };
        if (plan.Spec.Cell.Bias)
        {
            parameters.Add("ref float biases");
        }

        parameters.AddRange(["ref float projected", "int projectedStep"]);
        parameters.AddRange(step.Cell.States.Select(update => $"ref float {update.State.Name}"));
        parameters.AddRange(["int stateStep", "ref float output", "int outputStep"]);
        if (tape)
        {
            parameters.AddRange(["ref float tape", "int tapeStep"]);
        }

        parameters.Add("int steps");
        return $"void {(tape ? nameof(KernelName.ForwardTaped) : nameof(KernelName.Forward))}({string.Join(", ", parameters)})";
    }

    public void Emit(bool tape)
    {
        var step = plan.Step;
        var program = tape ? step.ForwardTaped : step.Forward;
        var product = ProductPlan.Create(plan.Gates, plan.Spec.Cell.Hidden, profile);
        var text = Text(profile.Lanes);

        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Raw($"public override {Signature(plan, tape)}");
        writer.Open();
        writer.Open($"while (true)");
        foreach (var update in step.Cell.States)
        {
            writer.Raw($"ref float {update.State.Name}Next = ref Unsafe.Add(ref {update.State.Name}, stateStep);");
        }

        bool comments = true;
        new ProductEmitter(writer, product, text).Emit(
            "weights",
            "h",
            lane => InitialSum(text, lane),
            (group, unit, lane) =>
            {
                foreach (var slice in group.Slices)
                {
                    EmitSlice(program, slice, unit, lane, comments);
                    comments = false;
                }
            });

        writer.Raw("if (--steps == 0)\n{\n    return;\n}\n");
        writer.Raw("projected = ref Unsafe.Add(ref projected, projectedStep);");
        foreach (var update in step.Cell.States)
        {
            writer.Raw($"{update.State.Name} = ref {update.State.Name}Next;");
        }

        writer.Raw("output = ref Unsafe.Add(ref output, outputStep);");
        if (tape)
        {
            writer.Raw("tape = ref Unsafe.Add(ref tape, tapeStep);");
        }

        writer.Close();
        writer.Close();
    }

    /// <summary>
    /// What a vector of sums starts from: the projected input in the lanes of joined gates, nothing in the others, and
    /// b_hh in all.
    /// </summary>
    private string InitialSum(VectorText text, Offset lane)
    {
        var joined = Enumerable.Range(lane.Constant, profile.Lanes).Select(IsJoined).ToList();
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

        string? bias = plan.Spec.Cell.Bias ? text.Load("biases", lane) : null;
        return (projected, bias) switch
        {
            (null, null) => text.Zero,
            ({ } start, null) => start,
            (null, { } start) => start,
            _ => $"{projected} + {bias}",
        };
    }

    /// <summary>Whether a lane belongs to a joined gate. Padding may be either; counting it as joined saves a mask.</summary>
    private bool IsJoined(int lane)
    {
        var layout = plan.Gates;
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
        return isPadding || plan.Step.JoinedGates.Contains(plan.Step.Cell.Gates[gate % layout.Gates]);
    }

    private void EmitSlice(ElementwiseProgram program, GroupSlice slice, Offset unitStart, Offset laneStart, bool comments)
    {
        var text = Text(slice.Slice.Width);
        var unit = unitStart + slice.Slice.Unit;
        writer.Open();
        var values = new ElementwiseEmitter(writer, program, text).Emit(Source, comments);
        foreach (var output in program.Outputs)
        {
            string value = values[output.Instruction];
            if (output.Kind == OutputKind.Tape)
            {
                int index = plan.Step.TapeIndex(output.Symbol);
                writer.Raw(text.Store(value, "tape", unit + (index * plan.StateStride)));
                continue;
            }

            string carried = output.Symbol + "Carried";
            writer.Line($"var {carried} = Denormals.Flush({value});");
            writer.Raw(text.Store(carried, output.Symbol + "Next", unit));
            if (output.Symbol == "h")
            {
                foreach (string store in text.StorePartial(carried, "output", unit, slice.Slice.Valid))
                {
                    writer.Raw(store);
                }
            }
        }

        writer.Close();

        string Source(Instruction instruction) => instruction.Operation switch
        {
            Operation.PreviousState => text.Load(instruction.Symbol!, unit),
            Operation.InputProduct => text.Load("projected", laneStart + Gate(instruction).Lane),
            _ => text.Part("a" + Gate(instruction).Vector, Gate(instruction).Part, profile.Lanes),
        };

        GatePart Gate(Instruction instruction) => slice.Gates[plan.Step.GateIndex(instruction.Symbol!)];
    }

    private VectorText Text(int width) => new(profile, width, plan.Spec.HasVectorFma);
}
