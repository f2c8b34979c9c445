using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>
/// Emits the backward pass of one direction of a layer: the recurrence, then the gradients of the weights as one product
/// each, then the gradient of what the layer read.
/// </summary>
internal sealed class LayerBackwardEmitter(CodeWriter writer, NetPlan plan)
{
    /// <summary>The directions that a kernel runs in one loop.</summary>
    private IReadOnlyList<Chain> Chains => Chain.Of(plan);

    private IReadOnlyList<string> States => plan.Training.StateNames;

    private bool HasContext => plan.Spec.Part is { HasContext: true };

    private string Recurrence(Chain chain) => chain.Recurrence(plan.Spec.Cell.Directions);

    public void Emit()
    {
        var source = new SourceGradientEmitter(writer, plan);
        bool variable = Chains[0].IsVariable;
        writer.OpenMember(
            $"Runs {(Chains.Count == 2 ? "both directions" : variable ? "one direction" : "the recurrence")} of a layer backwards over all steps, then sums up the gradients of its weights.",
            SourceFile.KernelAttribute,
            "private void BackwardLayer(",
            "    ref float source, int sourceStep, ref float targetGradient, int targetStep, ref float sourceGradient, int sourceGradientStep, bool wantsSource,",
            $"    int steps, int layer{(variable ? ", int direction" : "")}, ref State stateGradient, {SourceFile.GradientOf(plan.Spec)} gradient, SequenceMemory tape{(plan.Spec.GathersColumns ? ", ref int tokens, int tokensStep" : "")})");
        if (variable)
        {
            writer.Raw("bool reverse = direction == 1;");
        }

        foreach (var chain in Chains)
        {
            EmitReferences(chain);
        }

        EmitRecurrence(source);
        if (plan.RunsAbreast)
        {
            writer.Raw(CallWeights(plan, "source", "sourceStep", "sourceGradient", "sourceGradientStep", "wantsSource", "layer"));
            writer.End();
            EmitWeightsHead();
        }

        foreach (var chain in Chains)
        {
            foreach (string state in States)
            {
                writer.Raw($"MemoryMarshal.CreateSpan(ref {chain.Name(state + "Gradient")}, {LayerText.Size(state)}).CopyTo(stateGradient.{LayerText.Part(plan, state, $"layer, {chain.Index()}")});");
            }
        }

        foreach (var chain in Chains)
        {
            writer.Line();
            new WeightGradientEmitter(writer, plan).Emit(chain);
        }

        source.Emit();
        writer.End();
        if (plan.Spec.Part is { GivesInputGradient: true })
        {
            source.EmitAlone();
        }
    }

    /// <summary>The call of what follows the recurrence, where sequences abreast share it.</summary>
    public static string CallWeights(NetPlan plan, string source, string step, string gradient, string gradientStep, string wantsSource, string layer)
    {
        string tokens = plan.Spec.GathersColumns ? ", ref tokens, tokensStep" : "";
        string direction = Chain.Of(plan)[0].IsVariable ? ", direction" : "";
        return $"BackwardWeights(\n    ref {source}, {step}, ref {gradient}, {gradientStep}, {wantsSource},\n    steps, {layer}{direction}, ref stateGradient, gradient, tape{tokens});";
    }

    /// <summary>The head of the method that it calls, and what it refers to.</summary>
    private void EmitWeightsHead()
    {
        var chain = Chains[0];
        writer.OpenMember(
            "After a recurrence backwards: the gradients of its first states, of its weights, and of what the layer read.",
            SourceFile.KernelAttribute,
            "private void BackwardWeights(",
            "    ref float source, int sourceStep, ref float sourceGradient, int sourceGradientStep, bool wantsSource,",
            $"    int steps, int layer{(chain.IsVariable ? ", int direction" : "")}, ref State stateGradient, {SourceFile.GradientOf(plan.Spec)} gradient, SequenceMemory tape{(plan.Spec.GathersColumns ? ", ref int tokens, int tokensStep" : "")})");
        if (chain.IsVariable)
        {
            writer.Raw("bool reverse = direction == 1;");
        }

        EmitPlaces(chain);
        for (int s = 0; s < States.Count; s++)
        {
            EmitState(chain, s);
        }
    }

    /// <summary>The recurrence backwards: in one call, or step by step where the state before a step chose a part of what it read.</summary>
    private void EmitRecurrence(SourceGradientEmitter source)
    {
        if (!HasContext)
        {
            writer.Raw($"_kernels.{Call("steps")};");
            return;
        }

        bool several = plan.Spec.Cell.Layers > 1;
        writer.Open(several ? (FormattableString)$"for (; layer == 0 && first >= 0; first--)" : $"for (; first >= 0; first--)");
        writer.Raw($"_kernels.{Call("1")};");
        source.EmitStep(Chains[0], "first");
        writer.Raw($"tape.Context!.ReadGradient(ref Floats.At(ref sourceGradient, first * sourceGradientStep), ref {States[0]}Gradient, first);");
        writer.End();
        if (several)
        {
            writer.Block($"if (layer > 0)", $"_kernels.{Call("steps")};");
            writer.Line();
        }

        string Call(string steps) => BackwardSignature.Of(plan).CallInLines(
            Chains.SelectMany(chain => KernelArguments(chain).Select(argument => (chain.Name(argument.Parameter), argument.Expression))).Append(("steps", steps)));
    }

    /// <summary>Where the parameters of a direction are, and the gradients of its gates.</summary>
    private void EmitPlaces(Chain chain)
    {
        EmitOffsets(chain);
        EmitGates(chain);
    }

    private void EmitOffsets(Chain chain)
    {
        string offset = chain.Name("offset");
        writer.Raw($"int {offset} = {LayerText.Offset(plan.Spec.Cell, "layer", chain.Index())};");
        if (plan.Parameters.RecurrentLength > 0)
        {
            writer.Raw($"int {chain.Name("recurrentOffset")} = {offset} + {LayerText.InputPart(plan.Spec.Cell, "layer")};");
        }
    }

    /// <summary>What a direction reads and where its gradients go.</summary>
    private void EmitReferences(Chain chain)
    {
        EmitOffsets(chain);
        if (plan.Matrices.Count > 0)
        {
            writer.Raw($"ref float {chain.Name("transposed")} = ref tape.TransposedRecurrent({Recurrence(chain)});");
        }

        if (plan.Training.HasMask)
        {
            writer.Raw($"ref float {chain.Name("mask")} = ref tape.DrawMask({Recurrence(chain)}, StateStride, {FloatText.Of((float)plan.Spec.Cell.RecurrentDropout)});");
        }

        EmitGates(chain);
        writer.Raw($"""

            // The first step of this pass is the last of the forward pass.
            int {chain.Name("first")} = {chain.Choose("steps - 1", "0")};
            """);
        for (int s = 0; s < States.Count; s++)
        {
            EmitState(chain, s);
            writer.Raw($"Rows.CopyPadded(stateGradient.{LayerText.Part(plan, States[s], $"layer, {chain.Index()}")}, MemoryMarshal.CreateSpan(ref {chain.Name(States[s] + "Gradient")}, StateStride));");
        }
    }

    private void EmitGates(Chain chain)
    {
        writer.Raw($"ref float {chain.Name("inputGates")} = ref {Second(chain, "tape.InputGates", $"steps * GateStride")};");
        if (plan.ProductGateLanes > 0)
        {
            writer.Raw($"ref float {chain.Name("productGates")} = ref {Second(chain, "tape.ProductGates", "steps * ProductGateStride")};");
        }
    }

    /// <summary>The rows of a state, and its gradient.</summary>
    private void EmitState(Chain chain, int s)
    {
        string rows = Invariant($"tape.StateRows({Recurrence(chain)}, {s})");
        int gradient = chain.Prefix == "reverse" ? States.Count + s : s;
        writer.Raw(Invariant($"""
            ref float {chain.Name(States[s])} = ref {chain.At(rows, "0", "StateStride")};
            ref float {chain.Name(States[s] + "Gradient")} = ref tape.StateGradient({gradient});
            """));
    }

    /// <summary>The second direction of an interleaved pair has memory of its own, behind that of the first.</summary>
    private static string Second(Chain chain, string memory, string length) =>
        chain.IsVariable ? memory : chain.At(memory, "0", length);

    private IEnumerable<(string Parameter, string Expression)> KernelArguments(Chain chain)
    {
        string first = chain.Name("first");
        string target = plan.Spec.Cell.SumsDirections ? $"{first} * targetStep" : chain.Within($"{first} * targetStep", "StateSize");
        return
        [
            ("parameters", $"_parameters.At({chain.Name("recurrentOffset")})"),
            ("vectorGradients", $"gradient.At({LayerText.RecurrentPlace(chain, plan.Parameters.VectorOffset)})"),
            ("transposed", chain.Name("transposed")),
            .. States.Select(state => (state + "Gradient", chain.Name(state + "Gradient"))),
            ("operandGradients", Second(chain, "tape.OperandGradients", "OperandGradientLength")),
            ("mask", chain.Name("mask")),
            ("tape", $"Floats.At(ref tape.Values({Recurrence(chain)}), {first} * TapeStride)"),
            ("tapeStep", chain.SignedBack("TapeStride")),
            .. States.Select(state => (state, $"Floats.At(ref {chain.Name(state)}, {first} * StateStride)")),
            ("stateStep", chain.SignedBack("StateStride")),
            ("outputGradient", $"Floats.At(ref targetGradient, {target})"),
            ("outputStep", chain.SignedBack("targetStep")),
            ("inputGates", $"Floats.At(ref {chain.Name("inputGates")}, {first} * GateStride)"),
            ("inputGateStep", chain.SignedBack("GateStride")),
            ("productGates", $"Floats.At(ref {chain.Name("productGates")}, {first} * ProductGateStride)"),
            ("productGateStep", chain.SignedBack("ProductGateStride")),
        ];
    }
}
