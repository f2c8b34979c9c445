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
    private readonly StepPlan _step = StepOf(plan, tape);

    /// <summary>What the method runs in one loop.</summary>
    public IReadOnlyList<ChainText> Chains { get; init; } = ChainText.Of(plan);

    /// <summary>Whether h' goes to the output, too.</summary>
    public bool WritesOutput { get; init; } = true;

    /// <summary>Where the projected input is.</summary>
    public ProjectedText Projected { get; init; } = new();

    /// <summary>The name of the method that runs a layer, or two layers at once.</summary>
    private static string Name(bool tape, bool pair) =>
        (tape ? nameof(KernelName.ForwardTaped) : nameof(KernelName.Forward)) + (pair ? "Pair" : "");

    /// <summary>The signature of the method, shared with the abstract kernels.</summary>
    public static Signature SignatureOf(NetPlan plan, bool tape, bool pair = false)
    {
        var parameters = (pair ? ChainText.Pair : ChainText.Of(plan)).SelectMany(chain => Parameters(plan, tape, chain));
        return new(Name(tape, pair), new([.. parameters, KernelParameter.Integer("steps")]));
    }

    /// <summary>What one chain needs.</summary>
    private static IEnumerable<KernelParameter> Parameters(NetPlan plan, bool tape, ChainText chain)
    {
        var step = StepOf(plan, tape);
        KernelParameter Reference(string name) => KernelParameter.Reference(chain.Name(name));
        KernelParameter Stride(string name) => KernelParameter.Stride(chain.Name(name));
        if (plan.Parameters.RecurrentLength > 0)
        {
            yield return Reference("parameters");
        }

        yield return Reference("projected");
        yield return Stride("projectedStep");
        foreach (string state in step.StateNames)
        {
            yield return Reference(state);
        }

        yield return KernelParameter.Integer(chain.Name("stateStep"));
        yield return Reference("output");
        yield return Stride("outputStep");
        if (tape)
        {
            yield return Reference("tape");
            yield return Stride("tapeStep");
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
        writer.Raw($"public override {SignatureOf(plan, tape, pair: Chains == ChainText.Pair).Declaration()}");
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
    private void EmitStep(ChainText chain)
    {
        if (chain.Prefix.Length == 0)
        {
            EmitPhases();
            return;
        }

        writer.Raw($"// The {chain.Prefix} {(Chains == ChainText.Pair ? "layer" : "direction")}.");
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

    private void EmitAdvance(ChainText chain)
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

    private static StepPlan StepOf(NetPlan plan, bool tape) => tape ? plan.Training : plan.Step;

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
            writer.Raw(StoredProductEmitter.Call(phase, matrix, operand));
            writer.Raw(StoredUnitsEmitter.Call(plan, phase, tape));
            return;
        }

        var text = new VectorText(_profile, _profile.Lanes);
        var sums = new PhaseSums(phase, matrix, text) { Projected = Projected };
        new ProductEmitter(writer, layout, text, plan.Gates.Gates).Emit(
            [new ProductChain(ParameterReferences.Weights(matrix), operand, sums.Initial)], sums.IsEarly, program.EmitGroup);
    }
}
