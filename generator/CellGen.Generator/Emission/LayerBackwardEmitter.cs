using CellGen.Generator.Equations;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// Emits the backward pass of one direction of a layer: the recurrence, then the gradients of the weights as one product
/// each, then the gradient of what the layer read.
/// </summary>
internal sealed class LayerBackwardEmitter(CodeWriter writer, ModelPlan plan)
{
    private readonly KernelSet _kernels = new(plan);

    /// <summary>The directions that a kernel runs in one loop.</summary>
    private IReadOnlyList<DirectionText> Directions => DirectionText.Of(plan);

    private IReadOnlyList<string> States => plan.Training.StateNames;

    private bool HasVectors => plan.Step.Cell.Vectors.Count > 0;

    public void Emit()
    {
        bool variable = Directions[0].IsVariable;
        writer.Raw($"/// <summary>Runs {(Directions.Count == 2 ? "both directions" : variable ? "one direction" : "the recurrence")} of a layer backwards over all steps, then sums up the gradients of its weights.</summary>");
        writer.Raw(KernelEmitter.KernelAttribute);
        writer.Raw("private void BackwardLayer(");
        writer.Raw("    ref float source, int sourceStep, ref float targetGradient, int targetStep, ref float sourceGradient, bool wantsSource,");
        writer.Raw($"    int steps, int layer{(variable ? ", int direction" : "")}, ref State stateGradient, Gradient gradient, Tape tape{(plan.Spec.GathersColumns ? ", ref int tokens, int tokensStep" : "")})");
        writer.Open();
        if (variable)
        {
            writer.Raw("bool reverse = direction == 1;");
        }

        foreach (var direction in Directions)
        {
            EmitReferences(direction);
        }

        writer.Raw($"_kernels.Backward(\n    {string.Join(",\n    ", Directions.SelectMany(KernelArguments).Append("steps"))});");
        foreach (var direction in Directions)
        {
            foreach (string state in States)
            {
                writer.Raw($"MemoryMarshal.CreateSpan(ref {direction.Name(state + "Gradient")}, {LayerText.Size(state)}).CopyTo(stateGradient.{LayerText.Accessor(state)}(layer, {direction.Index}));");
            }
        }

        foreach (var direction in Directions)
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
    private void EmitReferences(DirectionText direction)
    {
        string offset = direction.Name("offset");
        writer.Raw($"int {offset} = LayerOffset(layer, {direction.Index});");
        if (plan.RecurrentLength > 0)
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
    private static string Second(DirectionText direction, string memory, string length) =>
        direction.IsVariable ? memory : direction.At(memory, "0", length);

    private IEnumerable<string> KernelArguments(DirectionText direction)
    {
        if (HasVectors)
        {
            yield return $"ref _parameters.At({direction.Name("recurrentOffset")})";
            yield return $"ref gradient.At({At(direction, plan.VectorOffset)})";
        }

        if (plan.Matrices.Count > 0)
        {
            yield return "ref " + direction.Name("transposed");
        }

        foreach (string state in States)
        {
            yield return "ref " + direction.Name(state + "Gradient");
        }

        if (plan.InnerOperands.Count > 0)
        {
            yield return "ref " + Second(direction, "tape.OperandGradients", "OperandGradientLength");
        }

        if (plan.Training.HasMask)
        {
            yield return "ref " + direction.Name("mask");
        }

        string first = direction.Name("first");
        yield return $"ref Unsafe.Add(ref tape.Values(layer, {direction.Index}), {first} * TapeStride), {direction.SignedBack("TapeStride")}";
        foreach (string state in States)
        {
            yield return $"ref Unsafe.Add(ref {direction.Name(state)}, {first} * StateStride)";
        }

        yield return direction.SignedBack("StateStride");
        string target = plan.Spec.Cell.SumsDirections ? $"{first} * targetStep" : $"({first} * targetStep) + ({direction.Index} * StateSize)";
        yield return $"ref Unsafe.Add(ref targetGradient, {target}), {direction.SignedBack("targetStep")}";
        yield return $"ref Unsafe.Add(ref {direction.Name("inputGates")}, {first} * GateLanes), {direction.SignedBack("GateLanes")}";
        if (plan.ProductGateLanes > 0)
        {
            yield return $"ref Unsafe.Add(ref {direction.Name("productGates")}, {first} * ProductGateLanes), {direction.SignedBack("ProductGateLanes")}";
        }
    }

    /// <summary>A place in the recurrent part of the layer's parameters.</summary>
    private static string At(DirectionText direction, int offset) =>
        direction.Name("recurrentOffset") + (offset == 0 ? "" : Invariant($" + {offset}"));

    private void EmitInputWeights(DirectionText direction)
    {
        string offset = direction.Name("offset");
        string gates = direction.Name("inputGates");
        string Product(KernelName kernel)
        {
            (string name, string columns) = SharedKernelText.WeightGradient(_kernels, kernel.ToString());
            return $"_kernels.{name}({columns}ref gradient.At({offset}), ref {gates}, GateLanes, ref source, sourceStep, steps);";
        }

        if (_kernels.SharesInputGradients)
        {
            writer.Raw(Product(KernelName.WeightGradient));
        }
        else
        {
            EmitByLayer(
                plan.Spec.GathersColumns
                    ? $"Layout.InputMatrix.Scatter(ref gradient.At({offset}), ref tokens, tokensStep, ref {gates}, GateLanes, steps);"
                    : Product(KernelName.InputWeightGradient),
                Product(KernelName.LayerWeightGradient));
        }

        if (plan.Spec.Cell.Bias)
        {
            writer.Raw($"Rows.AddSums(ref {gates}, GateLanes, steps, ref gradient.At({offset} + WeightInputLength(layer)), GateLanes);");
        }
    }

    private void EmitRecurrentWeights(DirectionText direction)
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
                ? $"ref {direction.Name(product.Operand)}, StateStride"
                : $"ref {VectorText.Element($"tape.Values(layer, {direction.Index})", plan.Training.TapeIndex(product.Operand) * plan.TapedLength)}, TapeStride";
            (string name, string columns) = SharedKernelText.WeightGradient(_kernels, WeightGradient.NameOf(matrix));
            writer.Raw($"_kernels.{name}({columns}ref gradient.At({At(direction, matrix.Offset)}), ref {rows}, {step}, {operand}, steps);");
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
        foreach (var direction in Directions)
        {
            string accumulate = direction.IsVariable ? "reverse" : direction.Choose("false", "true");
            string Product(KernelName kernel) =>
                $"_kernels.{kernel}(ref tape.TransposedInput(layer, {direction.Index}), ref {direction.Name("inputGates")}, GateLanes, ref sourceGradient, sourceStep, steps, accumulate: {accumulate});";
            if (plan.HasInputGradient)
            {
                EmitByLayer(Product(KernelName.InputGradient), Product(KernelName.LayerGradient));
            }
            else
            {
                writer.Raw(Product(KernelName.LayerGradient));
            }
        }

        writer.Close();
    }

    private void EmitByLayer(string first, string upper)
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
        writer.Raw(upper);
        writer.Close();
        writer.Line();
    }
}
