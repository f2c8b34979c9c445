using CellGen.Generator.Equations;
using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>
/// The backward recurrence of one layer and direction, or of both in one loop: from the last step to the first, and within a step
/// from the last phase to the first, the gradients of the gates by the derived equations, then what flows back into the operand of
/// the phase's product through the transposed matrix.
/// </summary>
internal sealed class BackwardLowering(NetPlan plan, WidthPlan width)
{
    private readonly KernelBuilder _kernel = new();
    private readonly int _lanes = width.Profile.Lanes;
    private readonly StepPlan _step = plan.Training;

    private bool _comments;

    private bool HasVectors => plan.Training.Cell.Vectors.Count > 0;

    public KernelForm Lower(BackwardKernel backward)
    {
        var chains = Chain.Of(plan);
        if (chains.Count == 1 && HasVectors)
        {
            ParameterReferences.Build(_kernel, plan, biases: false);
        }

        _kernel.Forever(() =>
        {
            if (width.AlternatesBackward)
            {
                _kernel.LetTruth("odd", new Truth.HasBits("steps", 1));
            }

            foreach (var phase in _step.Phases.Reverse())
            {
                BuildPhase(phase, chains);
            }

            _kernel.Add(new Statement.ReturnAfter("steps"));
            foreach (var chain in chains)
            {
                BuildAdvance(chain);
            }
        });
        return new KernelForm(plan.SignatureOf(backward), _kernel.Statements);
    }

    /// <summary>The element-wise program of a phase alone.</summary>
    public KernelForm Lower(BackwardUnitsKernel units)
    {
        BuildGates(units.Phase);
        return new KernelForm(plan.SignatureOf(units), _kernel.Statements);
    }

    private void BuildPhase(PhasePlan phase, IReadOnlyList<Chain> chains)
    {
        if (phase.Backward.Outputs.Count > 0)
        {
            foreach (var chain in chains)
            {
                BuildGates(phase, chain);
            }
        }

        if (phase.Product is not { } product)
        {
            return;
        }

        var matrix = plan.MatrixOf(product);
        string symbol = product.Source == AffineSource.Projection ? "W_hr" : "U";
        _kernel.Comment($"What flows back into {product.Operand} through {symbol}.");
        if (width.Of(matrix).TakesTurns)
        {
            BuildProduct(phase, matrix, chains);
            return;
        }

        foreach (var chain in chains)
        {
            BuildProduct(phase, matrix, [chain]);
        }
    }

    private void BuildGates(PhasePlan phase, Chain chain)
    {
        if (chain.Prefix.Length == 0)
        {
            BuildGates(phase);
            return;
        }

        _kernel.Comment($"The {chain.Prefix} direction.");
        _kernel.Block(() =>
        {
            var names = BackwardSignature.Fixed(plan).Select(parameter => parameter.Name).Where(name => name != "transposed");
            foreach (string name in names.Concat(BackwardSignature.Moving(plan).SelectMany(rows => rows.Rows)))
            {
                _kernel.LetReference(name, chain.Name(name));
            }

            if (HasVectors)
            {
                ParameterReferences.Build(_kernel, plan, biases: false);
            }

            BuildGates(phase);
        });
        _kernel.Pause();
    }

    private void BuildAdvance(Chain chain)
    {
        foreach (var rows in BackwardSignature.Moving(plan))
        {
            foreach (string row in rows.Rows)
            {
                _kernel.Advance(chain.Name(row), chain.Name(rows.Step.Name));
            }
        }
    }

    /// <summary>The row that holds the gradients of a product's sums, from the first of them on.</summary>
    private Memory GateRow(PhasePlan phase) => phase.SharesGradients ? "inputGates" : new Memory("productGates", plan.ProductGateOffset(phase.Product!));

    private void BuildGates(PhasePlan phase)
    {
        _kernel.Comment("The gradients of this step's gates.");
        _comments = true;
        int[] gates = phase.Product is { } product ? [plan.Gates.Gates, plan.MatrixOf(product).Layout.Gates] : [plan.Gates.Gates];
        new UnitLoop(_kernel, width.Of(phase.Units), gates).Build(place => BuildSlice(phase, place));
        _kernel.Pause();
    }

    private void BuildSlice(PhasePlan phase, SlicePlace place)
    {
        var values = new ElementwiseLowering(_kernel, phase.Backward).Build(place.Width, instruction => SourceOf(instruction, place), _comments);
        _comments = false;
        foreach (var output in phase.Backward.Outputs)
        {
            var value = values[output.Instruction];
            switch (output.Kind)
            {
                case OutputKind.InputGradient:
                    _kernel.Store(new Memory("inputGates", place.Lane(plan.Gates, _step.Cell.Gates.IndexOf(output.Symbol))), value);
                    break;
                case OutputKind.ProductGradient when !phase.SharesGradients:
                    int gate = phase.Product!.Gates.IndexOf(output.Symbol);
                    _kernel.Store(GateRow(phase) + place.Lane(plan.MatrixOf(phase.Product).Layout, gate), value);
                    break;
                case OutputKind.VectorGradient:
                    var vector = new Memory("vectorGradients", place.Unit + (_step.Vectors.IndexOf(output.Symbol) * plan.StateStride));
                    _kernel.Store(vector, new Value.Load(place.Width, vector) + value);
                    break;
                case OutputKind.DirectInputGradient:
                    _kernel.Store(new Memory("inputGates", place.Unit + plan.Gates.Lanes), value);
                    break;
                case OutputKind.StateGradient:
                    // Where a product is still to be added, it is flushed after that.
                    _kernel.Store(new Memory(output.Symbol + "Gradient", place.Unit), IsMultiplied(output.Symbol) ? value : value.Flush());
                    break;
            }
        }
    }

    private Value SourceOf(Instruction instruction, SlicePlace place)
    {
        Value Load(string reference, int distance = 0) => new Value.Load(place.Width, new Memory(reference, place.Unit + distance));
        return instruction.Operation switch
        {
            Operation.PreviousState => Load(instruction.Symbol!),
            Operation.Taped => Load("tape", _step.Taped.IndexOf(instruction.Symbol!) * plan.TapedLength),
            Operation.StateGradient when instruction.Symbol == "h" =>
                Load("hGradient") + new Value.Load(place.Width, new Memory("outputGradient", place.Unit), place.Slice.Valid),
            Operation.StateGradient => Load(instruction.Symbol + "Gradient"),
            Operation.OperandGradient => Load("operandGradients", OperandOffset(instruction.Symbol!)),
            Operation.Vector => Load(ParameterNames.Vector(instruction.Symbol!)),
            Operation.Mask => Load("mask"),
            _ => throw new NotSupportedException(instruction.Operation.ToString()),
        };
    }

    private int OperandOffset(string operand) => plan.InnerOperands.IndexOf(operand) * plan.StateStride;

    private bool IsMultiplied(string state) => _step.Products.Any(product => product.ReadsState && product.Operand == state);

    private void BuildProduct(PhasePlan phase, MatrixPlan matrix, IReadOnlyList<Chain> chains)
    {
        var product = phase.Product!; // that of training: with recurrent dropout the matrix multiplies s, not h
        bool hasElementwisePart = _step.Phases.SelectMany(other => other.Backward.Outputs)
            .Any(output => output.Kind == OutputKind.StateGradient && output.Symbol == product.Operand);
        var target = product.ReadsState ? new Memory(product.Operand + "Gradient", 0) : new Memory("operandGradients", OperandOffset(product.Operand));
        var row = GateRow(phase);
        Memory TargetOf(Chain chain) => target with { Reference = chain.Name(target.Reference) };
        List<ProductChain> products = [.. chains.Select(chain => new ProductChain(
            Declare(chain.Name(product.Name + "Transposed"), new Memory(chain.Name(matrix.Transposed.Memory), matrix.Transposed.Offset)),
            Declare(chain.Name(product.Name + "Gates"), row with { Reference = chain.Name(row.Reference) }),
            lane => hasElementwisePart && product.ReadsState ? new Value.Load(_lanes, TargetOf(chain) + lane) : new Value.Zero(_lanes),
            chain.Prefix))];
        new ProductLowering(_kernel, width.Of(matrix).Transposed, _lanes).Build(products, _ => false, place =>
        {
            // With one gate, lanes are units: whole vectors are stored, padding and all.
            foreach (var (each, chain) in products.Zip(chains, (each, chain) => (each, chain)))
            {
                for (int v = 0; v < place.Count; v++)
                {
                    Value sum = each.Sum(_lanes, place.Name(v))[0];
                    _kernel.Store(TargetOf(chain) + place.LaneOf(v), product.ReadsState ? sum.Flush() : sum);
                }
            }
        });
        _kernel.Pause();
    }

    /// <summary>A reference to a place in memory: one of its own, but for the beginning.</summary>
    private string Declare(string name, Memory place)
    {
        if (place.IsStart)
        {
            return place.Reference;
        }

        name = Identifier.Uncapitalize(name);
        _kernel.LetReference(name, place);
        return name;
    }
}
