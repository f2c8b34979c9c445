using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Layout;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits the forward recurrence of one layer and direction, or of two chains in one loop, for any number of steps, phase by phase.</summary>
internal sealed class RecurrenceEmitter(CodeWriter writer, NetPlan plan, WidthPlan width, bool tape)
{
    private readonly VectorProfile _profile = width.Profile;
    private readonly StepPlan _step = plan.StepOf(tape);

    /// <summary>What the method runs in one loop.</summary>
    public IReadOnlyList<Chain> Chains { get; init; } = Chain.Of(plan);

    /// <summary>Whether h' goes to the output, too.</summary>
    public bool WritesOutput { get; init; } = true;

    /// <summary>Where the projected input is.</summary>
    public ProjectedText Projected { get; init; } = new();

    public void Emit()
    {
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw($"public override {RecurrenceSignature.Of(plan, tape, pair: Chains == Chain.Pair).Declaration()}");
        writer.Open();
        if (Chains.Count == 1)
        {
            ParameterReferences.Emit(writer, plan, biases: true);
        }

        if (plan.Matrices.Any(StoresSums))
        {
            writer.Raw("SumsRow sumsRow = default;\nref float sums = ref StackMemory.Align(ref Unsafe.As<SumsRow, float>(ref sumsRow));");
        }

        writer.Open($"while (true)");
        if (width.Alternates)
        {
            writer.Raw("bool odd = (steps & 1) != 0;");
        }

        foreach (var chain in Chains)
        {
            foreach (string state in _step.StateNames)
            {
                writer.Raw($"ref float {chain.Name(state + "Next")} = ref Unsafe.Add(ref {chain.Name(state)}, {chain.Name("stateStep")});");
            }
        }

        foreach (var chain in Chains)
        {
            EmitStep(chain);
        }

        writer.Raw("if (--steps == 0)\n{\n    return;\n}\n");
        foreach (var chain in Chains)
        {
            EmitAdvance(chain);
        }

        writer.Close();
        writer.Close();
    }

    /// <summary>One step of a chain; where there are two, under the names that one alone has.</summary>
    private void EmitStep(Chain chain)
    {
        if (chain.Prefix.Length == 0)
        {
            EmitPhases();
            return;
        }

        writer.Raw($"// The {chain.Prefix} {(Chains == Chain.Pair ? "layer" : "direction")}.");
        writer.Open();
        if (plan.Parameters.RecurrentLength > 0)
        {
            writer.Raw($"ref float parameters = ref {chain.Name("parameters")};");
            ParameterReferences.Emit(writer, plan, biases: true);
        }

        var names = _step.StateNames.SelectMany(state => new[] { state, state + "Next" }).Concat(["projected", "output"]);
        names = tape ? names.Append("tape") : _step.Carried.Count > 0 ? names.Append("carried") : names;
        foreach (string name in _step.HasMask ? names.Append("mask") : names)
        {
            writer.Raw($"ref float {name} = ref {chain.Name(name)};");
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

    private void EmitAdvance(Chain chain)
    {
        Advance("projected");
        foreach (string state in _step.StateNames)
        {
            writer.Raw($"{chain.Name(state)} = ref {chain.Name(state + "Next")};");
        }

        Advance("output");
        if (tape)
        {
            Advance("tape");
        }

        void Advance(string row) =>
            writer.Raw($"{chain.Name(row)} = ref Unsafe.Add(ref {chain.Name(row)}, {chain.Name(row + "Step")});");
    }

    /// <summary>Whether the sums of a matrix go through memory: never where one chain is alone in the loop.</summary>
    private bool StoresSums(MatrixPlan matrix) => Chains.Count == 2 && width.Of(matrix).Stored is not null;

    private void EmitPhase(PhasePlan phase)
    {
        var matrix = phase.Product is null ? null : plan.MatrixOf(phase.Product);
        var layout = matrix is null || StoresSums(matrix) ? null : width.Of(matrix).Forward;
        var program = new PhaseProgramEmitter(writer, plan, width, phase, tape)
        {
            WritesOutput = WritesOutput,
            Projected = Projected,
            FollowsStraightLine = layout is { IsStraight: true },
        };
        if (matrix is null)
        {
            program.EmitUnits();
            return;
        }

        var product = phase.Product!;
        string operand = product.Operand;
        if (!product.ReadsState)
        {
            operand += "Row";
            writer.Raw($"ref float {operand} = ref {VectorText.Element(program.Carrier, program.CarrierOffset(product.Operand))};");
        }

        if (layout is null)
        {
            writer.Raw(plan.SignatureOf(new SumsKernel(matrix)).HandOn(("operand", operand)) + ";");
            writer.Raw(plan.SignatureOf(new UnitsKernel(phase, tape)).HandOn() + ";");
            return;
        }

        var text = new VectorText(_profile, _profile.Lanes);
        var sums = new PhaseSums(phase, matrix, text) { Projected = Projected };
        new ProductEmitter(writer, layout, text, plan.Gates.Gates).Emit(
            [new ProductChain(ParameterNames.Weights(matrix), operand, sums.Initial)], sums.IsEarly, program.EmitGroup);
    }
}
