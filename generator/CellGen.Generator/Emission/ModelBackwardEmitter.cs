using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits Backward: the checks and the flow from the head through layers and directions to the input.</summary>
internal sealed class ModelBackwardEmitter(CodeWriter writer, ModelPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;

    private IReadOnlyList<string> States => plan.Step.StateNames;

    private bool Shares => plan.Step.SharesGradients;

    /// <summary>A stride in the order of the backward pass: negative for the forward direction.</summary>
    private string Signed(string stride) => _spec.Cell.Bidirectional ? $"reverse ? {stride} : -{stride}" : "-" + stride;

    public void Emit()
    {
        EmitOverload();
        EmitBackward();
        EmitLayer();
    }

    private string Shape => _spec.OneRow ? "[OutputSize]" : "[T × OutputSize]";

    private void EmitOverload() => writer.Raw($$"""
        /// <summary>Back-propagation through time, with no gradient from the final state.</summary>
        /// <param name="input">[T × InputSize], the same as in the last Forward with this tape.</param>
        /// <param name="outputGradient">dL/doutput, {{Shape}}</param>
        /// <param name="inputGradient">dL/dinput, [T × InputSize], written; or empty where it is not wanted.</param>
        /// <param name="gradient">The gradient of the parameters is added here.</param>
        /// <param name="tape">The tape of the last Forward.</param>
        /// <exception cref="ArgumentException">A span has not the length that its shape says, or the tape is of another input.</exception>
        public void Backward(
            ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, Gradient gradient, Tape tape)
        {
            State stateGradient = default;
            Backward(input, outputGradient, inputGradient, ref stateGradient, gradient, tape);
        }

        """);

    private void EmitBackward()
    {
        string cell = States.Count > 1 ? ", dL/dcn" : "";
        writer.Raw($$"""
            /// <summary>Back-propagation through time.</summary>
            /// <param name="input">[T × InputSize], the same as in the last Forward with this tape.</param>
            /// <param name="outputGradient">dL/doutput, {{Shape}}</param>
            /// <param name="inputGradient">dL/dinput, [T × InputSize], written; or empty where it is not wanted.</param>
            /// <param name="stateGradient">In: the gradient of the final state (dL/dhn{{cell}}); out: of the initial state.</param>
            /// <param name="gradient">The gradient of the parameters is added here.</param>
            /// <param name="tape">The tape of the last Forward.</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or the tape is of another input.</exception>
            """);
        writer.Raw("public void Backward(");
        writer.Raw("    ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, ref State stateGradient, Gradient gradient, Tape tape)");
        writer.Open();
        writer.Raw($$"""
            ArgumentNullException.ThrowIfNull(gradient);
            ArgumentNullException.ThrowIfNull(tape);
            int steps = Arguments.Steps(input.Length, InputSize, tape.MaxSteps, nameof(input));
            Arguments.Taped(steps, tape.Steps);
            Arguments.Length(outputGradient.Length, {{(_spec.OneRow ? "1" : "steps")}}, OutputSize, nameof(outputGradient));
            if (!inputGradient.IsEmpty)
            {
                Arguments.Length(inputGradient.Length, steps, InputSize, nameof(inputGradient));
                Arguments.Distinct(input, inputGradient, nameof(input), nameof(inputGradient));
                Arguments.Distinct(outputGradient, inputGradient, nameof(outputGradient), nameof(inputGradient));
            }

            """);
        EmitHead();
        writer.Open($"for (int layer = LayerCount - 1; layer >= 0; layer--)");
        writer.Raw(_spec.Cell.Layers == 1
            ? """
                ref float source = ref MemoryMarshal.GetReference(input);
                ref float sourceGradient = ref MemoryMarshal.GetReference(inputGradient);
                """
            : """
                ref float source = ref layer == 0 ? ref MemoryMarshal.GetReference(input) : ref tape.LayerOutput(layer - 1);
                ref float sourceGradient = ref layer == 0 ? ref MemoryMarshal.GetReference(inputGradient) : ref tape.LayerGradient(layer - 1);
                """);
        writer.Open($"for (int direction = 0; direction < DirectionCount; direction++)");
        writer.Raw("""
            BackwardLayer(
                ref source, ref targetGradient, ref sourceGradient, layer > 0 || !inputGradient.IsEmpty,
                steps, layer, direction, ref stateGradient, gradient, tape);
            """);
        writer.Close();
        writer.Line();
        writer.Raw("targetGradient = ref sourceGradient;");
        writer.Close();
        writer.Close();
        writer.Line();
    }

    private void EmitHead()
    {
        if (_spec.Head is not { } head)
        {
            writer.Raw("ref float targetGradient = ref MemoryMarshal.GetReference(outputGradient);");
            return;
        }

        string rows = _spec.OneRow ? "1" : "steps";
        string operand = _spec.OneRow ? "tape.HeadInput" : "tape.LayerOutput(LayerCount - 1)";
        writer.Raw("ref float targetGradient = ref tape.LayerGradient(LayerCount - 1);");
        writer.Raw("ref float headGradient = ref MemoryMarshal.GetReference(outputGradient);");
        writer.Raw($"_kernels.HeadWeightGradient(ref gradient.At(HeadOffset), ref headGradient, OutputSize, ref {operand}, LayerOutputSize, {rows});");
        if (head.Bias)
        {
            writer.Raw("Rows.AddSum(outputGradient, MemoryMarshal.CreateSpan(ref gradient.At(HeadBiasOffset), OutputSize));");
        }

        writer.Raw("HeadMatrix.Transpose(ref _parameters.At(HeadOffset), ref tape.TransposedHead);");
        string destination = _spec.OneRow ? "tape.HeadInputGradient" : "targetGradient";
        writer.Raw($"_kernels.HeadInputGradient(ref tape.TransposedHead, ref headGradient, OutputSize, ref {destination}, LayerOutputSize, {rows});");
        switch (head.Over)
        {
            case HeadInput.LastState:
                writer.Raw("""
                    MemoryMarshal.CreateSpan(ref targetGradient, steps * LayerOutputSize).Clear();
                    for (int direction = 0; direction < DirectionCount; direction++)
                    {
                        // The last state is the output of the last step, for the backward direction that of the first.
                        int row = direction == 0 ? steps - 1 : 0;
                        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref tape.HeadInputGradient, direction * HiddenSize), HiddenSize)
                            .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref targetGradient, (row * LayerOutputSize) + (direction * HiddenSize)), HiddenSize));
                    }
                    """);
                break;
            case HeadInput.MeanState:
                writer.Raw("""
                    Rows.MeanGradient(
                        MemoryMarshal.CreateSpan(ref tape.HeadInputGradient, LayerOutputSize),
                        MemoryMarshal.CreateSpan(ref targetGradient, steps * LayerOutputSize));
                    """);
                break;
        }

        writer.Line();
    }

    private void EmitLayer()
    {
        writer.Raw("/// <summary>Runs one direction of a layer backwards over all steps, then sums up the gradients of its weights.</summary>");
        writer.Raw("private void BackwardLayer(");
        writer.Raw("    ref float source, ref float targetGradient, ref float sourceGradient, bool wantsSource,");
        writer.Raw("    int steps, int layer, int direction, ref State stateGradient, Gradient gradient, Tape tape)");
        writer.Open();
        bool bidirectional = _spec.Cell.Bidirectional;
        if (bidirectional)
        {
            writer.Raw("bool reverse = direction == 1;");
        }

        writer.Raw($$"""
            int offset = LayerOffset(layer, direction);
            int hiddenOffset = offset + WeightInputLength(layer);
            HiddenMatrix.Transpose(ref _parameters.At(hiddenOffset), ref tape.TransposedHidden);

            // The first step of this pass is the last of the forward pass.
            int first = {{(bidirectional ? "reverse ? 0 : steps - 1" : "steps - 1")}};
            """);
        for (int s = 0; s < States.Count; s++)
        {
            string accessor = LayerText.Accessor(States[s]);
            writer.Raw(Invariant($$"""
                ref float {{States[s]}} = ref {{(bidirectional ? Invariant($"Unsafe.Add(ref tape.StateRows(layer, direction, {s}), reverse ? StateStride : 0)") : Invariant($"tape.StateRows(layer, direction, {s})"))}};
                ref float {{States[s]}}Gradient = ref tape.StateGradient({{s}});
                Rows.CopyPadded(stateGradient.{{accessor}}(layer, direction), MemoryMarshal.CreateSpan(ref {{States[s]}}Gradient, StateStride));
                """));
        }

        var arguments = new List<string>
        {
            "ref tape.TransposedHidden",
            $"ref Unsafe.Add(ref tape.Values(layer, direction), first * TapeStride), {Signed("TapeStride")}",
        };
        arguments.AddRange(States.Select(state => $"ref Unsafe.Add(ref {state}, first * StateStride)"));
        arguments.Add(Signed("StateStride"));
        arguments.Add($"ref Unsafe.Add(ref targetGradient, (first * LayerOutputSize) + (direction * HiddenSize)), {Signed("LayerOutputSize")}");
        arguments.Add("ref Unsafe.Add(ref tape.InputGates, first * GateLanes)");
        if (!Shares)
        {
            arguments.Add("ref Unsafe.Add(ref tape.HiddenGates, first * GateLanes)");
        }

        arguments.Add(Signed("GateLanes"));
        arguments.AddRange(States.Select(state => $"ref {state}Gradient"));
        arguments.Add("steps");
        writer.Raw($"_kernels.Backward(\n    {string.Join(",\n    ", arguments)});");
        foreach (string state in States)
        {
            string accessor = LayerText.Accessor(state);
            writer.Raw($"MemoryMarshal.CreateSpan(ref {state}Gradient, HiddenSize).CopyTo(stateGradient.{accessor}(layer, direction));");
        }

        writer.Line();
        string hiddenGates = Shares ? "InputGates" : "HiddenGates";
        EmitByLayer(
            "_kernels.InputWeightGradient(ref gradient.At(offset), ref tape.InputGates, GateLanes, ref source, InputSize, steps);",
            "_kernels.LayerWeightGradient(ref gradient.At(offset), ref tape.InputGates, GateLanes, ref source, LayerOutputSize, steps);");
        writer.Line();
        writer.Raw($"_kernels.HiddenWeightGradient(ref gradient.At(hiddenOffset), ref tape.{hiddenGates}, GateLanes, ref h, StateStride, steps);");
        if (_spec.Cell.Bias)
        {
            writer.Raw($$"""
                int biasOffset = hiddenOffset + WeightHiddenLength;
                Rows.AddSum(MemoryMarshal.CreateSpan(ref tape.InputGates, steps * GateLanes), MemoryMarshal.CreateSpan(ref gradient.At(biasOffset), GateLanes));
                Rows.AddSum(MemoryMarshal.CreateSpan(ref tape.{{hiddenGates}}, steps * GateLanes), MemoryMarshal.CreateSpan(ref gradient.At(biasOffset + GateLanes), GateLanes));
                """);
        }

        writer.Open($"if (wantsSource)");
        string accumulate = bidirectional ? "reverse" : "false";
        EmitByLayer(
            $"""
            InputMatrix.Transpose(ref _parameters.At(offset), ref tape.TransposedInput);
            _kernels.InputGradient(ref tape.TransposedInput, ref tape.InputGates, GateLanes, ref sourceGradient, InputSize, steps, accumulate: {accumulate});
            """,
            $"""
            LayerMatrix.Transpose(ref _parameters.At(offset), ref tape.TransposedInput);
            _kernels.LayerGradient(ref tape.TransposedInput, ref tape.InputGates, GateLanes, ref sourceGradient, LayerOutputSize, steps, accumulate: {accumulate});
            """);
        writer.Close();
        writer.Close();
        writer.Line();
        EmitMatrices();
    }

    private void EmitByLayer(string first, string upper)
    {
        if (_spec.Cell.Layers == 1)
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
    }

    private void EmitMatrices()
    {
        var cell = _spec.Cell;
        Matrix("InputMatrix", cell.Hidden, plan.Step.Gates, cell.Input, padded: true);
        Matrix("HiddenMatrix", cell.Hidden, plan.Step.Gates, cell.Hidden, padded: true);
        if (cell.Layers > 1)
        {
            Matrix("LayerMatrix", cell.Hidden, plan.Step.Gates, cell.LayerOutput, padded: true);
        }

        if (_spec.Head is { } head)
        {
            Matrix("HeadMatrix", head.Output, 1, cell.LayerOutput, padded: false);
        }

        writer.Line();

        void Matrix(string name, int units, int gates, int columns, bool padded) => writer.Line(
            $"private static readonly PackedMatrix {name} = new PackedMatrix(units: {units}, gates: {gates}, columns: {columns}, padded: {(padded ? "true" : "false")});");
    }
}
