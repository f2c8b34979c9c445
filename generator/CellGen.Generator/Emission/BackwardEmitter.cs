using CellGen.Generator.Equations;
using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Layout;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the backward recurrence of one layer and direction: from the last step to the first, and within a step from the
/// last phase to the first, the gradients of the gates by the derived equations, then what flows back into the operand of
/// the phase's product through the transposed matrix.
/// </summary>
internal sealed class BackwardEmitter(CodeWriter writer, NetPlan plan, WidthPlan width)
{
    private readonly VectorProfile _profile = width.Profile;
    private readonly StepPlan _step = plan.Training;

    private bool _comments;

    /// <summary>The signature of the method, shared with the abstract kernels.</summary>
    public static Signature SignatureOf(NetPlan plan) => new(
        nameof(KernelName.Backward),
        new([.. ChainText.Of(plan).SelectMany(direction => Parameters(plan, direction)), KernelParameter.Integer("steps")]));

    public void Emit()
    {
        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Raw($"public override {SignatureOf(plan).Declaration()}");
        writer.Open();
        var directions = ChainText.Of(plan);
        if (directions.Count == 1 && HasVectors(plan))
        {
            ParameterReferences.Emit(writer, plan, biases: false);
        }

        writer.Open($"while (true)");
        if (width.AlternatesBackward)
        {
            writer.Raw("bool odd = (steps & 1) != 0;");
        }

        EmitPhases(directions);

        writer.Raw("if (--steps == 0)\n{\n    return;\n}\n");
        foreach (var direction in directions)
        {
            EmitAdvance(direction);
        }

        writer.Close();
        writer.Close();
    }

    /// <summary>What one direction needs: references that stay, and those that go from step to step, with their strides.</summary>
    private static IEnumerable<KernelParameter> Parameters(NetPlan plan, ChainText direction)
    {
        foreach (string name in Fixed(plan))
        {
            yield return KernelParameter.Reference(direction.Name(name));
        }

        foreach (var (row, step) in Moving(plan))
        {
            yield return KernelParameter.Reference(direction.Name(row));
            if (step.Length > 0)
            {
                yield return step == "stateStep" ? KernelParameter.Integer(direction.Name(step)) : KernelParameter.Stride(direction.Name(step));
            }
        }
    }

    private static IEnumerable<string> Fixed(NetPlan plan)
    {
        var names = new List<string>();
        if (HasVectors(plan))
        {
            names.AddRange(["parameters", "vectorGradients"]);
        }

        if (plan.Matrices.Count > 0)
        {
            names.Add("transposed");
        }

        names.AddRange(plan.Training.StateNames.Select(state => state + "Gradient"));
        if (plan.InnerOperands.Count > 0)
        {
            names.Add("operandGradients");
        }

        if (plan.Training.HasMask)
        {
            names.Add("mask");
        }

        return names;
    }

    /// <summary>The rows of a step, each with the name of its stride; the states share one, named with the last.</summary>
    private static IEnumerable<(string Row, string Step)> Moving(NetPlan plan)
    {
        yield return ("tape", "tapeStep");
        var states = plan.Training.StateNames;
        foreach (string state in states)
        {
            yield return (state, state == states[states.Count - 1] ? "stateStep" : "");
        }

        yield return ("outputGradient", "outputStep");
        yield return ("inputGates", "inputGateStep");
        if (plan.ProductGateLanes > 0)
        {
            yield return ("productGates", "productGateStep");
        }
    }

    private void EmitPhases(IReadOnlyList<ChainText> directions)
    {
        foreach (var phase in _step.Phases.Reverse())
        {
            if (phase.Backward.Outputs.Count > 0)
            {
                foreach (var direction in directions)
                {
                    EmitGates(phase, direction);
                }
            }

            if (phase.Product is not { } product)
            {
                continue;
            }

            var matrix = plan.MatrixOf(product);
            writer.Raw($"// What flows back into {product.Operand} through {SymbolOf(matrix)}.");
            if (width.Of(matrix).TakesTurns)
            {
                EmitProduct(phase, product, directions);
            }
            else
            {
                foreach (var direction in directions)
                {
                    EmitProduct(phase, product, [direction]);
                }
            }
        }
    }

    private void EmitGates(PhasePlan phase, ChainText direction)
    {
        if (direction.Prefix.Length == 0)
        {
            EmitGates(phase);
            return;
        }

        writer.Raw($"// The {direction.Prefix} direction.");
        writer.Open();
        foreach (string name in Fixed(plan).Where(name => name != "transposed").Concat(Moving(plan).Select(row => row.Row)))
        {
            writer.Raw($"ref float {name} = ref {direction.Name(name)};");
        }

        if (HasVectors(plan))
        {
            ParameterReferences.Emit(writer, plan, biases: false);
        }

        EmitGates(phase);
        writer.Close();
        writer.Line();
    }

    private void EmitAdvance(ChainText direction)
    {
        foreach (var (row, step) in Moving(plan))
        {
            writer.Raw($"{direction.Name(row)} = ref Unsafe.Add(ref {direction.Name(row)}, {direction.Name(step.Length > 0 ? step : "stateStep")});");
        }
    }

    private static bool HasVectors(NetPlan plan) => plan.Training.Cell.Vectors.Count > 0;

    /// <summary>The row that holds the gradients of a product's sums, and where they begin in it.</summary>
    private (string Row, int Offset) GateRow(PhasePlan phase) => phase.SharesGradients
        ? ("inputGates", 0)
        : ("productGates", plan.ProductGateOffset(phase.Product!));

    private void EmitGates(PhasePlan phase)
    {
        writer.Raw("// The gradients of this step's gates.");
        _comments = true;
        int[] gates = phase.Product is { } product ? [plan.Gates.Gates, plan.MatrixOf(product).Layout.Gates] : [plan.Gates.Gates];
        new UnitLoop(writer, width.Of(phase.Units), gates).Emit((slice, looped) =>
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
                    writer.Raw(text.Store($"{text.Load("vectorGradients", vector)} + {value}", "vectorGradients", vector));
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
            Operation.Taped => text.Load("tape", place.Unit + (_step.TapeIndex(instruction.Symbol!) * plan.TapedLength)),
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

    private void EmitProduct(PhasePlan phase, PhaseProduct product, IReadOnlyList<ChainText> directions)
    {
        var matrix = plan.MatrixOf(product);
        var text = Text(_profile.Lanes);
        bool hasElementwisePart = _step.Phases.SelectMany(other => other.Backward.Outputs)
            .Any(output => output.Kind == OutputKind.StateGradient && output.Symbol == product.Operand);
        string target = product.ReadsState ? product.Operand + "Gradient" : "operandGradients";
        int start = product.ReadsState ? 0 : OperandOffset(product.Operand);
        var (row, rowOffset) = GateRow(phase);
        var chains = directions.Select(direction => new ProductChain(
            Declare(direction.Name(product.Name + "Transposed"), direction.Name("transposed"), matrix.TransposedOffset),
            Declare(direction.Name(product.Name + "Gates"), direction.Name(row), rowOffset),
            lane => hasElementwisePart && product.ReadsState ? text.Load(direction.Name(target), lane) : text.Zero,
            direction.Prefix)).ToList();
        new ProductEmitter(writer, width.Of(matrix).Transposed, text).Emit(chains, _ => false, place =>
        {
            // With one gate, lanes are units: whole vectors are stored, padding and all.
            foreach (var (chain, direction) in chains.Zip(directions, (chain, direction) => (chain, direction)))
            {
                for (int v = 0; v < place.Group.VectorLanes.Count; v++)
                {
                    var unit = place.Lane + place.Group.VectorLanes[v] + start;
                    string sum = chain.Sum(place.Name(v));
                    writer.Raw(text.Store(product.ReadsState ? $"Denormals.Flush({sum})" : sum, direction.Name(target), unit));
                }
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

    private VectorText Text(int width) => new(_profile, width);
}
