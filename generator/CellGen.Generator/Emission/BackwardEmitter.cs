using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the backward recurrence of one layer and direction: from the last step to the first, the gradients of the gates
/// by the derived equations, then what flows back into the hidden state through U transposed.
/// </summary>
internal sealed class BackwardEmitter(CodeWriter writer, ModelPlan plan, VectorProfile profile)
{
    private static string GateRow(ModelPlan plan, OutputKind kind) =>
        kind == OutputKind.InputGradient || plan.Step.SharesGradients ? "inputGates" : "hiddenGates";

    /// <summary>The signature of the method, shared with the abstract kernels.</summary>
    public static string Signature(ModelPlan plan)
    {
        var step = plan.Step;
        var parameters = new List<string> { "ref float transposed", "ref float tape", "int tapeStep" };
        parameters.AddRange(step.Cell.States.Select(update => $"ref float {update.State.Name}"));
        parameters.AddRange(["int stateStep", "ref float outputGradient", "int outputStep", "ref float inputGates"]);
        if (!step.SharesGradients)
        {
            parameters.Add("ref float hiddenGates");
        }

        parameters.Add("int gateStep");
        parameters.AddRange(step.Cell.States.Select(update => $"ref float {update.State.Name}Gradient"));
        parameters.Add("int steps");
        return $"void {nameof(KernelName.Backward)}({string.Join(", ", parameters)})";
    }

    public void Emit()
    {
        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Raw($"public override {Signature(plan)}");
        writer.Open();
        writer.Open($"while (true)");
        writer.Raw("// The gradients of this step's gates.");
        EmitGates();
        writer.Line();
        writer.Raw("// What flows back into h through U.");
        EmitProduct();
        writer.Line();
        writer.Raw("if (--steps == 0)\n{\n    return;\n}\n");
        writer.Raw("tape = ref Unsafe.Add(ref tape, tapeStep);");
        foreach (var update in plan.Step.Cell.States)
        {
            writer.Raw($"{update.State.Name} = ref Unsafe.Add(ref {update.State.Name}, stateStep);");
        }

        writer.Raw("outputGradient = ref Unsafe.Add(ref outputGradient, outputStep);");
        writer.Raw("inputGates = ref Unsafe.Add(ref inputGates, gateStep);");
        if (!plan.Step.SharesGradients)
        {
            writer.Raw("hiddenGates = ref Unsafe.Add(ref hiddenGates, gateStep);");
        }

        writer.Close();
        writer.Close();
    }

    private void EmitGates()
    {
        var layout = plan.Gates;
        int blocks = layout.Units / LaneLayout.Block;
        int rest = 0;
        bool comments = true;
        if (profile.IsPlain && blocks > 0)
        {
            writer.Open($"for (nuint block = 0; block < {blocks}; block++)");
            writer.Open($"for (nuint part = 0; part < {LaneLayout.Block}; part++)");
            writer.Line($"nuint unit = (block * {LaneLayout.Block}) + part;");
            writer.Line($"nuint lane = (block * {LaneLayout.Block * layout.Gates}) + part;");
            rest = blocks * LaneLayout.Block;
            EmitSlices(0, 1, new Offset("unit", 0), new Offset("lane", 0));
            writer.Close();
            writer.Close();
        }
        else if (blocks > PanelRun.WrittenOut)
        {
            writer.Open($"for (nuint block = 0; block < {blocks}; block++)");
            writer.Line($"nuint unit = block * {LaneLayout.Block};");
            writer.Line($"nuint lane = unit * {layout.Gates};");
            rest = blocks * LaneLayout.Block;
            EmitSlices(0, LaneLayout.Block, new Offset("unit", 0), new Offset("lane", 0));
            writer.Close();
        }

        EmitSlices(rest, layout.PaddedUnits, 0, 0);

        void EmitSlices(int start, int end, Offset unit, Offset lane)
        {
            foreach (var slice in UnitSlices.Of(layout, profile, start, end))
            {
                EmitSlice(slice, unit + slice.Unit, gate => lane + layout.Lane(gate, slice.Unit), comments);
                comments = false;
            }
        }
    }

    private void EmitSlice(UnitSlice slice, Offset unit, Func<int, Offset> gateLane, bool comments)
    {
        var text = Text(slice.Width);
        var program = plan.Step.Backward;
        writer.Open();
        var values = new ElementwiseEmitter(writer, program, text).Emit(Source, comments);
        foreach (var output in program.Outputs.Where(output => output.Kind != OutputKind.StateGradient))
        {
            if (output.Kind == OutputKind.InputGradient || !plan.Step.SharesGradients)
            {
                var lane = gateLane(plan.Step.GateIndex(output.Symbol));
                writer.Raw(text.Store(values[output.Instruction], GateRow(plan, output.Kind), lane));
            }
        }

        foreach (var output in program.Outputs.Where(output => output.Kind == OutputKind.StateGradient))
        {
            string value = output.Symbol == "h" ? values[output.Instruction] : $"Denormals.Flush({values[output.Instruction]})";
            writer.Raw(text.Store(value, output.Symbol + "Gradient", unit));
        }

        writer.Close();

        string Source(Instruction instruction) => instruction.Operation switch
        {
            Operation.PreviousState => text.Load(instruction.Symbol!, unit),
            Operation.Taped => text.Load("tape", unit + (plan.Step.TapeIndex(instruction.Symbol!) * plan.StateStride)),
            Operation.StateGradient when instruction.Symbol == "h" =>
                $"{text.Load("hGradient", unit)} + {text.LoadPartial("outputGradient", unit, slice.Valid)}",
            Operation.StateGradient => text.Load(instruction.Symbol + "Gradient", unit),
            _ => throw new NotSupportedException(instruction.Operation.ToString()),
        };
    }

    private void EmitProduct()
    {
        var text = Text(profile.Lanes);
        var product = ProductPlan.Create(plan.UnitLanes, plan.Gates.Lanes, profile);
        bool hasElementwisePart = plan.Step.Backward.Outputs.Any(output =>
            output.Kind == OutputKind.StateGradient && output.Symbol == "h");
        new ProductEmitter(writer, product, text).Emit(
            "transposed",
            GateRow(plan, OutputKind.HiddenGradient),
            lane => hasElementwisePart ? text.Load("hGradient", lane) : text.Zero,
            (group, unit, _) =>
            {
                // With one gate, lanes are units: whole vectors are stored, padding and all.
                for (int v = 0; v < group.VectorLanes.Count; v++)
                {
                    writer.Raw(text.Store(FormattableString.Invariant($"Denormals.Flush(a{v})"), "hGradient", unit + group.VectorLanes[v]));
                }
            });
    }

    private VectorText Text(int width) => new(profile, width, plan.Spec.HasVectorFma);
}
