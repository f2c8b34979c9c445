using CellGen.Generator.Equations;
using CellGen.Generator.Planning;
using CellGen.Layout;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the backward recurrence of one layer and direction: from the last step to the first, and within a step from the
/// last phase to the first, the gradients of the gates by the derived equations, then what flows back into the operand of
/// the phase's product through the transposed matrix.
/// </summary>
internal sealed class BackwardEmitter(CodeWriter writer, ModelPlan plan, VectorProfile profile)
{
    private readonly StepPlan _step = plan.Training;

    private bool _comments;

    /// <summary>The signature of the method, shared with the abstract kernels.</summary>
    public static string Signature(ModelPlan plan)
    {
        var states = plan.Training.StateNames;
        var parameters = new List<string>();
        if (HasVectors(plan))
        {
            parameters.Add("ref float parameters");
        }

        if (plan.Matrices.Count > 0)
        {
            parameters.Add("ref float transposed");
        }

        parameters.AddRange(["ref float tape", "int tapeStep"]);
        parameters.AddRange(states.Select(state => $"ref float {state}"));
        parameters.AddRange(["int stateStep", "ref float outputGradient", "int outputStep", "ref float inputGates", "int inputGateStep"]);
        if (plan.ProductGateLanes > 0)
        {
            parameters.AddRange(["ref float productGates", "int productGateStep"]);
        }

        parameters.AddRange(states.Select(state => $"ref float {state}Gradient"));
        if (plan.InnerOperands.Count > 0)
        {
            parameters.Add("ref float operandGradients");
        }

        if (HasVectors(plan))
        {
            parameters.Add("ref float vectorGradients");
        }

        if (plan.Training.HasMask)
        {
            parameters.Add("ref float mask");
        }

        parameters.Add("int steps");
        return $"void {nameof(KernelName.Backward)}({string.Join(", ", parameters)})";
    }

    public void Emit()
    {
        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Raw($"public override {Signature(plan)}");
        writer.Open();
        if (HasVectors(plan))
        {
            ParameterReferences.Emit(writer, plan, biases: false);
        }

        writer.Open($"while (true)");
        foreach (var phase in _step.Phases.Reverse())
        {
            EmitGates(phase);
            if (phase.Product is { } product)
            {
                EmitProduct(phase, product);
            }
        }

        writer.Raw("if (--steps == 0)\n{\n    return;\n}\n");
        writer.Raw("tape = ref Unsafe.Add(ref tape, tapeStep);");
        foreach (string state in _step.StateNames)
        {
            writer.Raw($"{state} = ref Unsafe.Add(ref {state}, stateStep);");
        }

        writer.Raw("outputGradient = ref Unsafe.Add(ref outputGradient, outputStep);");
        writer.Raw("inputGates = ref Unsafe.Add(ref inputGates, inputGateStep);");
        if (plan.ProductGateLanes > 0)
        {
            writer.Raw("productGates = ref Unsafe.Add(ref productGates, productGateStep);");
        }

        writer.Close();
        writer.Close();
    }

    private static bool HasVectors(ModelPlan plan) => plan.Training.Cell.Vectors.Count > 0;

    /// <summary>The row that holds the gradients of a product's sums, and where they begin in it.</summary>
    private (string Row, int Offset) GateRow(PhasePlan phase) => phase.SharesGradients
        ? ("inputGates", 0)
        : ("productGates", plan.ProductGateOffset(phase.Product!));

    private void EmitGates(PhasePlan phase)
    {
        if (phase.Backward.Outputs.Count == 0)
        {
            return;
        }

        writer.Raw("// The gradients of this step's gates.");
        _comments = true;
        int[] gates = phase.Product is { } product ? [plan.Gates.Gates, plan.MatrixOf(product).Layout.Gates] : [plan.Gates.Gates];
        new UnitLoop(writer, plan.LanesOf(phase.Units), gates, profile).Emit((slice, looped) =>
            EmitSlice(phase, new SlicePlace(slice, looped)));
        writer.Line();
    }

    private void EmitSlice(PhasePlan phase, SlicePlace place)
    {
        var text = Text(place.Slice.Width);
        var values = new ElementwiseEmitter(writer, phase.Backward, text).Emit(Source, _comments);
        _comments = false;
        foreach (var output in phase.Backward.Outputs)
        {
            string value = values[output.Instruction];
            switch (output.Kind)
            {
                case OutputKind.InputGradient:
                    writer.Raw(text.Store(value, "inputGates", place.Lane(plan.Gates, _step.GateIndex(output.Symbol))));
                    break;
                case OutputKind.ProductGradient when !phase.SharesGradients:
                    var (row, offset) = GateRow(phase);
                    int gate = phase.Product!.Gates.ToList().IndexOf(output.Symbol);
                    writer.Raw(text.Store(value, row, place.Lane(plan.MatrixOf(phase.Product).Layout, gate) + offset));
                    break;
                case OutputKind.VectorGradient:
                    var vector = place.Unit + (_step.VectorIndex(output.Symbol) * plan.StateStride);
                    writer.Raw(text.Store($"({text.Load("vectorGradients", vector)} + {value})", "vectorGradients", vector));
                    break;
                case OutputKind.StateGradient:
                    // Where a product is still to be added, it is flushed after that.
                    string flushed = IsMultiplied(output.Symbol) ? value : $"Denormals.Flush({value})";
                    writer.Raw(text.Store(flushed, output.Symbol + "Gradient", place.Unit));
                    break;
            }
        }

        string Source(Instruction instruction) => instruction.Operation switch
        {
            Operation.PreviousState => text.Load(instruction.Symbol!, place.Unit),
            Operation.Taped => text.Load("tape", place.Unit + (_step.TapeIndex(instruction.Symbol!) * plan.StateStride)),
            Operation.StateGradient when instruction.Symbol == "h" =>
                $"{text.Load("hGradient", place.Unit)} + {text.LoadPartial("outputGradient", place.Unit, place.Slice.Valid)}",
            Operation.StateGradient => text.Load(instruction.Symbol + "Gradient", place.Unit),
            Operation.OperandGradient => text.Load("operandGradients", place.Unit + OperandOffset(instruction.Symbol!)),
            Operation.Vector => text.Load(ParameterReferences.Vector(instruction.Symbol!), place.Unit),
            Operation.Mask => text.Load("mask", place.Unit),
            _ => throw new NotSupportedException(instruction.Operation.ToString()),
        };
    }

    private int OperandOffset(string operand) => plan.InnerOperands.ToList().IndexOf(operand) * plan.StateStride;

    private bool IsMultiplied(string state) => _step.Products.Any(product => product.ReadsState && product.Operand == state);

    private void EmitProduct(PhasePlan phase, PhaseProduct product)
    {
        var matrix = plan.MatrixOf(product);
        var text = Text(profile.Lanes);
        writer.Raw($"// What flows back into {product.Operand} through {SymbolOf(matrix)}.");
        bool hasElementwisePart = _step.Phases.SelectMany(other => other.Backward.Outputs)
            .Any(output => output.Kind == OutputKind.StateGradient && output.Symbol == product.Operand);
        string target = product.ReadsState ? product.Operand + "Gradient" : "operandGradients";
        int start = product.ReadsState ? 0 : OperandOffset(product.Operand);
        var (row, rowOffset) = GateRow(phase);
        new ProductEmitter(writer, ProductPlan.Create(matrix.OperandLanes, matrix.Layout.Lanes, profile), text).Emit(
            Declare(product.Name + "Transposed", "transposed", matrix.TransposedOffset),
            Declare(product.Name + "Gates", row, rowOffset),
            lane => hasElementwisePart && product.ReadsState ? text.Load(target, lane) : text.Zero,
            (group, origin, looped) =>
            {
                // With one gate, lanes are units: whole vectors are stored, padding and all.
                for (int v = 0; v < group.VectorLanes.Count; v++)
                {
                    var unit = new Offset(looped ? LaneVariables.Name(1) : null, origin + group.VectorLanes[v] + start);
                    string sum = FormattableString.Invariant($"a{v}");
                    writer.Raw(text.Store(product.ReadsState ? $"Denormals.Flush({sum})" : sum, target, unit));
                }
            });
        writer.Line();
    }

    /// <summary>A reference to a place in a buffer: a local of its own, but for the beginning.</summary>
    private string Declare(string name, string buffer, int offset)
    {
        if (offset == 0)
        {
            return buffer;
        }

        name = char.ToLowerInvariant(name[0]) + name.Substring(1);
        writer.Line($"ref float {name} = ref {VectorText.Element(buffer, offset)};");
        return name;
    }

    private static string SymbolOf(MatrixPlan matrix) => matrix.Product.Source == AffineSource.Projection ? "W_hr" : "U";

    private VectorText Text(int width) => new(profile, width, plan.Spec.HasVectorFma);
}
