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
    private readonly bool _bidirectional = plan.Spec.Cell.Bidirectional;

    private IReadOnlyList<string> States => plan.Training.StateNames;

    private bool HasVectors => plan.Step.Cell.Vectors.Count > 0;

    /// <summary>A stride in the order of the backward pass: negative for the forward direction.</summary>
    private string Signed(string stride) => _bidirectional ? $"reverse ? {stride} : -{stride}" : "-" + stride;

    public void Emit()
    {
        writer.Raw("/// <summary>Runs one direction of a layer backwards over all steps, then sums up the gradients of its weights.</summary>");
        writer.Raw("private void BackwardLayer(");
        writer.Raw("    ref float source, int sourceStep, ref float targetGradient, int targetStep, ref float sourceGradient, bool wantsSource,");
        writer.Raw($"    int steps, int layer, int direction, ref State stateGradient, Gradient gradient, Tape tape{(plan.Spec.GathersColumns ? ", ref int tokens, int tokensStep" : "")})");
        writer.Open();
        if (_bidirectional)
        {
            writer.Raw("bool reverse = direction == 1;");
        }

        writer.Raw("int offset = LayerOffset(layer, direction);");
        if (plan.RecurrentLength > 0)
        {
            writer.Raw("int recurrentOffset = offset + InputPartLength(layer);");
        }

        foreach (var matrix in plan.Matrices)
        {
            writer.Raw($"{matrix.Product.Name}Matrix.Transpose(ref _parameters.At({At(matrix.Offset)}), ref {VectorText.Element("tape.TransposedRecurrent", matrix.TransposedOffset)});");
        }

        if (plan.Training.HasMask)
        {
            writer.Raw("tape.DrawMask(layer, direction);");
        }

        writer.Raw($"""

            // The first step of this pass is the last of the forward pass.
            int first = {(_bidirectional ? "reverse ? 0 : steps - 1" : "steps - 1")};
            """);
        for (int s = 0; s < States.Count; s++)
        {
            string rows = Invariant($"tape.StateRows(layer, direction, {s})");
            writer.Raw(Invariant($$"""
                ref float {{States[s]}} = ref {{(_bidirectional ? $"Unsafe.Add(ref {rows}, reverse ? StateStride : 0)" : rows)}};
                ref float {{States[s]}}Gradient = ref tape.StateGradient({{s}});
                Rows.CopyPadded(stateGradient.{{LayerText.Accessor(States[s])}}(layer, direction), MemoryMarshal.CreateSpan(ref {{States[s]}}Gradient, StateStride));
                """));
        }

        writer.Raw($"_kernels.Backward(\n    {string.Join(",\n    ", KernelArguments())});");
        foreach (string state in States)
        {
            writer.Raw($"MemoryMarshal.CreateSpan(ref {state}Gradient, {LayerText.Size(state)}).CopyTo(stateGradient.{LayerText.Accessor(state)}(layer, direction));");
        }

        writer.Line();
        EmitInputWeights();
        EmitRecurrentWeights();
        EmitSourceGradient();
        writer.Close();
        writer.Line();
        EmitMatrices();
    }

    private IEnumerable<string> KernelArguments()
    {
        if (HasVectors)
        {
            yield return "ref _parameters.At(recurrentOffset)";
        }

        if (plan.Matrices.Count > 0)
        {
            yield return "ref tape.TransposedRecurrent";
        }

        yield return $"ref Unsafe.Add(ref tape.Values(layer, direction), first * TapeStride), {Signed("TapeStride")}";
        foreach (string state in States)
        {
            yield return $"ref Unsafe.Add(ref {state}, first * StateStride)";
        }

        yield return Signed("StateStride");
        string direction = plan.Spec.Cell.SumsDirections ? "first * targetStep" : "(first * targetStep) + (direction * StateSize)";
        yield return $"ref Unsafe.Add(ref targetGradient, {direction}), {Signed("targetStep")}";
        yield return $"ref Unsafe.Add(ref tape.InputGates, first * GateLanes), {Signed("GateLanes")}";
        if (plan.ProductGateLanes > 0)
        {
            yield return $"ref Unsafe.Add(ref tape.ProductGates, first * ProductGateLanes), {Signed("ProductGateLanes")}";
        }

        foreach (string state in States)
        {
            yield return $"ref {state}Gradient";
        }

        if (plan.InnerOperands.Count > 0)
        {
            yield return "ref tape.OperandGradients";
        }

        if (HasVectors)
        {
            yield return $"ref gradient.At({At(plan.VectorOffset)})";
        }

        if (plan.Training.HasMask)
        {
            yield return "ref tape.Mask";
        }

        yield return "steps";
    }

    /// <summary>A place in the recurrent part of the layer's parameters.</summary>
    private static string At(int offset) => offset == 0 ? "recurrentOffset" : Invariant($"recurrentOffset + {offset}");

    private void EmitInputWeights()
    {
        string Product(KernelName kernel) =>
            $"_kernels.{kernel}(ref gradient.At(offset), ref tape.InputGates, GateLanes, ref source, sourceStep, steps);";

        EmitByLayer(
            plan.Spec.GathersColumns
                ? "InputMatrix.Scatter(ref gradient.At(offset), ref tokens, tokensStep, ref tape.InputGates, GateLanes, steps);"
                : Product(KernelName.InputWeightGradient),
            Product(KernelName.LayerWeightGradient));
        if (plan.Spec.Cell.Bias)
        {
            writer.Raw("Rows.AddSum(ref tape.InputGates, GateLanes, steps, MemoryMarshal.CreateSpan(ref gradient.At(offset + WeightInputLength(layer)), GateLanes));");
        }
    }

    private void EmitRecurrentWeights()
    {
        foreach (var phase in plan.Training.Phases.Where(phase => phase.Product is not null))
        {
            var product = phase.Product!;
            var matrix = plan.MatrixOf(product);
            string gates = phase.SharesGradients ? "tape.InputGates" : "tape.ProductGates";
            int gateOffset = phase.SharesGradients ? 0 : plan.ProductGateOffset(product);
            string rows = VectorText.Element(gates, gateOffset);
            string step = phase.SharesGradients ? "GateLanes" : "ProductGateLanes";
            string operand = product.ReadsState
                ? $"ref {product.Operand}, StateStride"
                : $"ref {VectorText.Element("tape.Values(layer, direction)", plan.Training.TapeIndex(product.Operand) * plan.StateStride)}, TapeStride";
            writer.Raw($"_kernels.{WeightGradient.NameOf(matrix)}(ref gradient.At({At(matrix.Offset)}), ref {rows}, {step}, {operand}, steps);");
            if (matrix.BiasOffset >= 0)
            {
                writer.Raw($"Rows.AddSum(ref {rows}, {step}, steps, MemoryMarshal.CreateSpan(ref gradient.At({At(matrix.BiasOffset)}), {Invariant($"{matrix.Layout.Lanes}")}));");
            }
        }
    }

    private void EmitSourceGradient()
    {
        bool input = !plan.Spec.GathersColumns && plan.Spec.Tokens is not { Frozen: true };
        if (!input && plan.Spec.Cell.Layers == 1)
        {
            return;
        }

        writer.Open($"if (wantsSource)");
        string accumulate = _bidirectional ? "reverse" : "false";
        string Product(string matrix, KernelName kernel) => $"""
            {matrix}.Transpose(ref _parameters.At(offset), ref tape.TransposedInput);
            _kernels.{kernel}(ref tape.TransposedInput, ref tape.InputGates, GateLanes, ref sourceGradient, sourceStep, steps, accumulate: {accumulate});
            """;
        if (input)
        {
            EmitByLayer(Product("InputMatrix", KernelName.InputGradient), Product("LayerMatrix", KernelName.LayerGradient));
        }
        else
        {
            writer.Raw(Product("LayerMatrix", KernelName.LayerGradient));
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

    private void EmitMatrices()
    {
        var cell = plan.Spec.Cell;
        int vocabulary = plan.Spec.GathersColumns ? plan.Spec.Tokens!.Vocabulary : 0;
        Matrix("InputMatrix", cell.Hidden, plan.Step.Gates, plan.Spec.InputColumns, padded: true, vocabulary);
        foreach (var matrix in plan.Matrices)
        {
            Matrix(matrix.Product.Name + "Matrix", matrix.Layout.Units, matrix.Layout.Gates, matrix.Columns, padded: true);
        }

        if (cell.Layers > 1)
        {
            Matrix("LayerMatrix", cell.Hidden, plan.Step.Gates, cell.LayerOutput, padded: true);
        }

        if (plan.Spec.Head is { } head)
        {
            Matrix("HeadMatrix", head.Output, 1, plan.Spec.HeadColumns, padded: false);
        }

        if (plan.Spec.IsEmbedded)
        {
            writer.Line($"private static readonly EmbeddingTable Embeddings = new EmbeddingTable(VocabularySize, {plan.Spec.Tokens!.Rows}, InputSize, EmbeddingStride);");
        }

        writer.Line();

        void Matrix(string name, int units, int gates, int columns, bool padded, int vocabulary = 0) => writer.Line(
            $"private static readonly PackedMatrix {name} = new PackedMatrix(units: {units}, gates: {gates}, columns: {columns}, padded: {(padded ? "true" : "false")}{(vocabulary > 0 ? Invariant($", vocabulary: {vocabulary}") : "")});");
    }
}
