using CellGen.Generator.Emission;
using CellGen.Generator.Equations;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>
/// Emits the backward pass of one direction of a layer: the recurrence, then the gradients of the weights as one product
/// each, then the gradient of what the layer read.
/// </summary>
internal sealed class LayerBackwardEmitter(CodeWriter writer, NetPlan plan)
{
    /// <summary>The directions that a kernel runs in one loop.</summary>
    private IReadOnlyList<ChainText> Chains => ChainText.Of(plan);

    private IReadOnlyList<string> States => plan.Training.StateNames;

    private bool HasVectors => plan.Step.Cell.Vectors.Count > 0;

    public void Emit()
    {
        bool variable = Chains[0].IsVariable;
        writer.Raw($"/// <summary>Runs {(Chains.Count == 2 ? "both directions" : variable ? "one direction" : "the recurrence")} of a layer backwards over all steps, then sums up the gradients of its weights.</summary>");
        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Raw("private void BackwardLayer(");
        writer.Raw("    ref float source, int sourceStep, ref float targetGradient, int targetStep, ref float sourceGradient, bool wantsSource,");
        writer.Raw($"    int steps, int layer{(variable ? ", int direction" : "")}, ref State stateGradient, Gradient gradient, Tape tape{(plan.Spec.GathersColumns ? ", ref int tokens, int tokensStep" : "")})");
        writer.Open();
        if (variable)
        {
            writer.Raw("bool reverse = direction == 1;");
        }

        foreach (var direction in Chains)
        {
            EmitReferences(direction);
        }

        string call = BackwardEmitter.SignatureOf(plan).CallInLines(
            Chains.SelectMany(direction => KernelArguments(direction).Select(argument => (direction.Name(argument.Parameter), argument.Expression))).Append(("steps", "steps")));
        writer.Raw($"_kernels.{call};");
        foreach (var direction in Chains)
        {
            foreach (string state in States)
            {
                writer.Raw($"MemoryMarshal.CreateSpan(ref {direction.Name(state + "Gradient")}, {LayerText.Size(state)}).CopyTo(stateGradient.{LayerText.Accessor(state)}(layer, {direction.Index}));");
            }
        }

        foreach (var direction in Chains)
        {
            writer.Line();
            EmitInputWeights(direction);
            EmitRecurrentWeights(direction);
        }

        EmitSourceGradient();
        writer.Close();
        writer.Line();
    }

    /// <summary>What a direction reads and where its gradients go.</summary>
    private void EmitReferences(ChainText direction)
    {
        string offset = direction.Name("offset");
        writer.Raw($"int {offset} = LayerOffset(layer, {direction.Index});");
        if (plan.Parameters.RecurrentLength > 0)
        {
            writer.Raw($"int {direction.Name("recurrentOffset")} = {offset} + InputPartLength(layer);");
        }

        if (plan.Matrices.Count > 0)
        {
            writer.Raw($"ref float {direction.Name("transposed")} = ref tape.TransposedRecurrent(layer, {direction.Index});");
        }

        if (plan.Training.HasMask)
        {
            writer.Raw($"ref float {direction.Name("mask")} = ref tape.DrawMask(layer, {direction.Index});");
        }

        writer.Raw($"ref float {direction.Name("inputGates")} = ref {Second(direction, "tape.InputGates", "steps * GateLanes")};");
        if (plan.ProductGateLanes > 0)
        {
            writer.Raw($"ref float {direction.Name("productGates")} = ref {Second(direction, "tape.ProductGates", "steps * ProductGateLanes")};");
        }

        writer.Raw($"""

            // The first step of this pass is the last of the forward pass.
            int {direction.Name("first")} = {direction.Choose("steps - 1", "0")};
            """);
        for (int s = 0; s < States.Count; s++)
        {
            string rows = Invariant($"tape.StateRows(layer, {direction.Index}, {s})");
            string gradient = direction.Name(States[s] + "Gradient");
            writer.Raw(Invariant($$"""
                ref float {{direction.Name(States[s])}} = ref {{direction.At(rows, "0", "StateStride")}};
                ref float {{gradient}} = ref tape.StateGradient({{(direction.IsVariable ? s : direction.Prefix == "reverse" ? States.Count + s : s)}});
                Rows.CopyPadded(stateGradient.{{LayerText.Accessor(States[s])}}(layer, {{direction.Index}}), MemoryMarshal.CreateSpan(ref {{gradient}}, StateStride));
                """));
        }
    }

    /// <summary>The second direction of an interleaved pair has memory of its own, behind that of the first.</summary>
    private static string Second(ChainText direction, string memory, string length) =>
        direction.IsVariable ? memory : direction.At(memory, "0", length);

    private IEnumerable<(string Parameter, string Expression)> KernelArguments(ChainText direction)
    {
        string first = direction.Name("first");
        string target = plan.Spec.Cell.SumsDirections ? $"{first} * targetStep" : $"({first} * targetStep) + ({direction.Index} * StateSize)";
        return
        [
            ("parameters", $"_parameters.At({direction.Name("recurrentOffset")})"),
            ("vectorGradients", $"gradient.At({At(direction, plan.Parameters.VectorOffset)})"),
            ("transposed", direction.Name("transposed")),
            .. States.Select(state => (state + "Gradient", direction.Name(state + "Gradient"))),
            ("operandGradients", Second(direction, "tape.OperandGradients", "OperandGradientLength")),
            ("mask", direction.Name("mask")),
            ("tape", $"Unsafe.Add(ref tape.Values(layer, {direction.Index}), {first} * TapeStride)"),
            ("tapeStep", direction.SignedBack("TapeStride")),
            .. States.Select(state => (state, $"Unsafe.Add(ref {direction.Name(state)}, {first} * StateStride)")),
            ("stateStep", direction.SignedBack("StateStride")),
            ("outputGradient", $"Unsafe.Add(ref targetGradient, {target})"),
            ("outputStep", direction.SignedBack("targetStep")),
            ("inputGates", $"Unsafe.Add(ref {direction.Name("inputGates")}, {first} * GateLanes)"),
            ("inputGateStep", direction.SignedBack("GateLanes")),
            ("productGates", $"Unsafe.Add(ref {direction.Name("productGates")}, {first} * ProductGateLanes)"),
            ("productGateStep", direction.SignedBack("ProductGateLanes")),
        ];
    }

    /// <summary>A place in the recurrent part of the layer's parameters.</summary>
    private static string At(ChainText direction, int offset) =>
        direction.Name("recurrentOffset") + (offset == 0 ? "" : Invariant($" + {offset}"));

    private void EmitInputWeights(ChainText direction)
    {
        string offset = direction.Name("offset");
        string gates = direction.Name("inputGates");
        string Product(KernelName kernel)
        {
            var (product, columns) = SharedKernelText.WeightGradient(plan.Kernels, kernel.ToString());
            string call = product.Call(
                ("columns", columns), ("gradient", $"gradient.At({offset})"), ("rowGradients", gates), ("gradientStep", "GateLanes"),
                ("operands", "source"), ("operandStep", "sourceStep"), ("rows", "steps"));
            return $"_kernels.{call};";
        }

        if (plan.Kernels.SharesInputGradients)
        {
            writer.Raw(Product(KernelName.WeightGradient));
        }
        else
        {
            EmitByLayer(
                plan.Spec.GathersColumns
                    ? $"Layout.InputMatrix.Scatter(ref gradient.At({offset}), ref tokens, tokensStep, ref {gates}, GateLanes, steps);"
                    : Product(KernelName.InputWeightGradient),
                () => Product(KernelName.LayerWeightGradient));
        }

        if (plan.Spec.Cell.Bias)
        {
            writer.Raw($"Rows.AddSums(ref {gates}, GateLanes, steps, ref gradient.At({offset} + WeightInputLength(layer)), GateLanes);");
        }
    }

    private void EmitRecurrentWeights(ChainText direction)
    {
        foreach (var phase in plan.Training.Phases.Where(phase => phase.Product is not null))
        {
            var product = phase.Product!;
            var matrix = plan.MatrixOf(product);
            string gates = direction.Name(phase.SharesGradients ? "inputGates" : "productGates");
            int gateOffset = phase.SharesGradients ? 0 : plan.ProductGateOffset(product);
            string rows = VectorText.Element(gates, gateOffset);
            string step = phase.SharesGradients ? "GateLanes" : "ProductGateLanes";
            string operand = product.ReadsState
                ? direction.Name(product.Operand)
                : VectorText.Element($"tape.Values(layer, {direction.Index})", plan.Training.TapeIndex(product.Operand) * plan.TapedLength);
            var (kernel, columns) = SharedKernelText.WeightGradient(plan.Kernels, WeightGradient.NameOf(matrix));
            string call = kernel.Call(
                ("columns", columns), ("gradient", $"gradient.At({At(direction, matrix.Offset)})"), ("rowGradients", rows), ("gradientStep", step),
                ("operands", operand), ("operandStep", product.ReadsState ? "StateStride" : "TapeStride"), ("rows", "steps"));
            writer.Raw($"_kernels.{call};");
            if (matrix.BiasOffset >= 0)
            {
                writer.Raw(Invariant($"Rows.AddSums(ref {rows}, {step}, steps, ref gradient.At({At(direction, matrix.BiasOffset)}), {matrix.Layout.Lanes});"));
            }
        }
    }

    private void EmitSourceGradient()
    {
        if (!plan.HasInputGradient && plan.Spec.Cell.Layers == 1)
        {
            return;
        }

        writer.Line();
        writer.Open($"if (wantsSource)");
        foreach (var direction in Chains)
        {
            string accumulate = direction.IsVariable ? "reverse" : direction.Choose("false", "true");
            string Product(KernelName kernel)
            {
                string call = RowProductEmitter.SignatureOf(plan.Kernels.Product(kernel)).Call(
                    ("weights", $"tape.TransposedInput(layer, {direction.Index})"), ("input", direction.Name("inputGates")), ("inputStep", "GateLanes"),
                    ("output", "sourceGradient"), ("outputStep", "sourceStep"), ("rows", "steps"), ("accumulate", $"accumulate: {accumulate}"));
                return $"_kernels.{call};";
            }

            if (plan.HasInputGradient)
            {
                EmitByLayer(Product(KernelName.InputGradient), () => Product(KernelName.LayerGradient));
            }
            else
            {
                writer.Raw(Product(KernelName.LayerGradient));
            }
        }

        writer.Close();
    }

    private void EmitByLayer(string first, Func<string> upper)
    {
        if (plan.Spec.Cell.Layers == 1)
        {
            writer.Raw(first);
            return;
        }

        writer.Open($"if (layer == 0)");
        writer.Raw(first);
        writer.Close();
        writer.Raw("else");
        writer.Open();
        writer.Raw(upper());
        writer.Close();
        writer.Line();
    }
}
