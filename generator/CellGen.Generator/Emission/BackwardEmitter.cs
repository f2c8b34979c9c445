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

    public void Emit()
    {
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw($"public override {BackwardSignature.Of(plan).Declaration()}");
        writer.Open();
        var chains = Chain.Of(plan);
        if (chains.Count == 1 && HasVectors(plan))
        {
            ParameterReferences.Emit(writer, plan, biases: false);
        }

        writer.Open($"while (true)");
        if (width.AlternatesBackward)
        {
            writer.Raw("bool odd = (steps & 1) != 0;");
        }

        EmitPhases(chains);

        writer.Raw("if (--steps == 0)\n{\n    return;\n}\n");
        foreach (var chain in chains)
        {
            EmitAdvance(chain);
        }

        writer.Close();
        writer.Close();
    }

    private void EmitPhases(IReadOnlyList<Chain> chains)
    {
        foreach (var phase in _step.Phases.Reverse())
        {
            if (phase.Backward.Outputs.Count > 0)
            {
                foreach (var chain in chains)
                {
                    EmitGates(phase, chain);
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
                EmitProduct(phase, product, chains);
            }
            else
            {
                foreach (var chain in chains)
                {
                    EmitProduct(phase, product, [chain]);
                }
            }
        }
    }

    private void EmitGates(PhasePlan phase, Chain chain)
    {
        if (chain.Prefix.Length == 0)
        {
            EmitGates(phase);
            return;
        }

        writer.Raw($"// The {chain.Prefix} direction.");
        writer.Open();
        foreach (string name in BackwardSignature.Fixed(plan).Select(parameter => parameter.Name).Where(name => name != "transposed").Concat(BackwardSignature.Moving(plan).SelectMany(rows => rows.Rows)))
        {
            writer.Raw($"ref float {name} = ref {chain.Name(name)};");
        }

        if (HasVectors(plan))
        {
            ParameterReferences.Emit(writer, plan, biases: false);
        }

        EmitGates(phase);
        writer.Close();
        writer.Line();
    }

    private void EmitAdvance(Chain chain)
    {
        foreach (var rows in BackwardSignature.Moving(plan))
        {
            foreach (string row in rows.Rows.Select(chain.Name))
            {
                writer.Raw($"{row} = ref Unsafe.Add(ref {row}, {chain.Name(rows.Step.Name)});");
            }
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
            Operation.Vector => text.Load(ParameterNames.Vector(instruction.Symbol!), place.Unit),
            Operation.Mask => text.Load("mask", place.Unit),
            _ => throw new NotSupportedException(instruction.Operation.ToString()),
        };
    }

    private int OperandOffset(string operand) => plan.InnerOperands.ToList().IndexOf(operand) * plan.StateStride;

    private bool IsMultiplied(string state) => _step.Products.Any(product => product.ReadsState && product.Operand == state);

    private void EmitProduct(PhasePlan phase, PhaseProduct product, IReadOnlyList<Chain> chains)
    {
        var matrix = plan.MatrixOf(product);
        var text = Text(_profile.Lanes);
        bool hasElementwisePart = _step.Phases.SelectMany(other => other.Backward.Outputs)
            .Any(output => output.Kind == OutputKind.StateGradient && output.Symbol == product.Operand);
        string target = product.ReadsState ? product.Operand + "Gradient" : "operandGradients";
        int start = product.ReadsState ? 0 : OperandOffset(product.Operand);
        var (row, rowOffset) = GateRow(phase);
        var products = chains.Select(chain => new ProductChain(
            Declare(chain.Name(product.Name + "Transposed"), chain.Name(matrix.Transposed.Memory), matrix.Transposed.Offset),
            Declare(chain.Name(product.Name + "Gates"), chain.Name(row), rowOffset),
            lane => hasElementwisePart && product.ReadsState ? text.Load(chain.Name(target), lane) : text.Zero,
            chain.Prefix)).ToList();
        new ProductEmitter(writer, width.Of(matrix).Transposed, text).Emit(products, _ => false, place =>
        {
            // With one gate, lanes are units: whole vectors are stored, padding and all.
            foreach (var (each, chain) in products.Zip(chains, (product, chain) => (product, chain)))
            {
                for (int v = 0; v < place.Group.VectorLanes.Count; v++)
                {
                    var unit = place.Lane + place.Group.VectorLanes[v] + start;
                    string sum = each.Sum(place.Name(v));
                    writer.Raw(text.Store(product.ReadsState ? $"Denormals.Flush({sum})" : sum, chain.Name(target), unit));
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
