using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits Forward and Step: the checks and the flow through layers, directions and the head.</summary>
internal sealed class ForwardEmitter(CodeWriter writer, ModelPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;

    private IReadOnlyList<string> States => [.. plan.Step.Cell.States.Select(update => update.State.Name!)];

    private string OutputRows => _spec.OneRow ? "1" : "steps";

    private string OutputShape => _spec.OneRow ? "[OutputSize]" : "[T × OutputSize]";

    public void Emit()
    {
        EmitOverload("Workspace", "workspace", "scratch memory for at least T steps");
        EmitOverload("Tape", "tape", "keeps what Backward needs; made for at least T steps");
        EmitForward(tape: false);
        EmitForward(tape: true);
        EmitLayer(tape: false);
        EmitLayer(tape: true);
        if (_spec.HasStep)
        {
            EmitStep();
        }
    }

    private void EmitOverload(string type, string name, string description) => writer.Raw($$"""
        /// <summary>Runs the net over a sequence, from a zero state.</summary>
        /// <param name="input">[T × InputSize]</param>
        /// <param name="output">{{OutputShape}}</param>
        /// <param name="{{name}}">{{description}}</param>
        /// <exception cref="ArgumentException">A span has not the length that its shape says, or T is too large.</exception>
        public void Forward(ReadOnlySpan<float> input, Span<float> output, {{type}} {{name}})
        {
            State state = default;
            Forward(input, output, ref state, {{name}});
        }

        """);

    private void EmitForward(bool tape)
    {
        string memory = tape ? "tape" : "workspace";
        writer.Raw($$"""
            /// <summary>Runs the net over a sequence, from a state to a state.</summary>
            /// <param name="input">[T × InputSize]</param>
            /// <param name="output">{{OutputShape}}</param>
            /// <param name="state">In: the state before the first step (h0{{(States.Count > 1 ? ", c0" : "")}}); out: after the last (hn{{(States.Count > 1 ? ", cn" : "")}}).</param>
            /// <param name="{{memory}}">{{(tape ? "keeps what Backward needs; made for at least T steps" : "scratch memory for at least T steps")}}</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or T is too large.</exception>
            """);
        writer.Open($"public void Forward(ReadOnlySpan<float> input, Span<float> output, ref State state, {(tape ? "Tape" : "Workspace")} {memory})");
        writer.Raw($$"""
            ArgumentNullException.ThrowIfNull({{memory}});
            int steps = Arguments.Steps(input.Length, InputSize, {{memory}}.MaxSteps, nameof(input));
            Arguments.Length(output.Length, {{OutputRows}}, OutputSize, nameof(output));
            """);
        if (tape)
        {
            writer.Raw("tape.Steps = steps;");
        }

        writer.Raw("ref float source = ref MemoryMarshal.GetReference(input);");
        writer.Open($"for (int layer = 0; layer < LayerCount; layer++)");
        writer.Raw($"ref float target = ref {Target($"{memory}.LayerOutput(layer)")};");
        writer.Open($"for (int direction = 0; direction < DirectionCount; direction++)");
        writer.Raw($"ForwardLayer(ref source, ref target, steps, layer, direction, ref state, {memory});");
        writer.Close();
        writer.Line();
        writer.Raw("source = ref target;");
        writer.Close();
        EmitHead(memory);
        writer.Close();
        writer.Line();
    }

    /// <summary>Where a layer writes: the last one, unless a head follows, to the user's output.</summary>
    private string Target(string inner) => (_spec.Head, _spec.Cell.Layers) switch
    {
        (not null, _) => inner,
        (null, 1) => "MemoryMarshal.GetReference(output)",
        _ => $"layer == LayerCount - 1 ? ref MemoryMarshal.GetReference(output) : ref {inner}",
    };

    /// <summary>A stride in the order of the recurrence: negative for the backward direction.</summary>
    private string Signed(string stride) => _spec.Cell.Bidirectional ? $"reverse ? -{stride} : {stride}" : stride;

    /// <summary>The row at which the recurrence enters a chunk.</summary>
    private string First => _spec.Cell.Bidirectional ? "(first + start)" : "first";

    private void EmitHead(string memory)
    {
        if (_spec.Head is not { } head)
        {
            return;
        }

        writer.Line();
        switch (head.Over)
        {
            case HeadInput.LastState:
                writer.Raw($"""
                    ref float last = ref {memory}.HeadInput;
                    for (int direction = 0; direction < DirectionCount; direction++)
                    """);
                writer.Open();
                writer.Raw("""
                    state.Hidden(LayerCount - 1, direction).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref last, direction * HiddenSize), HiddenSize));
                    """);
                writer.Close();
                writer.Line();
                writer.Raw(HeadCall("last", "MemoryMarshal.GetReference(output)", "1"));
                break;
            case HeadInput.MeanState:
                writer.Raw($"""
                    ref float mean = ref {memory}.HeadInput;
                    Rows.Mean(MemoryMarshal.CreateSpan(ref source, steps * LayerOutputSize), MemoryMarshal.CreateSpan(ref mean, LayerOutputSize));
                    """);
                writer.Raw(HeadCall("mean", "MemoryMarshal.GetReference(output)", "1"));
                break;
            default:
                writer.Raw(HeadCall("source", "MemoryMarshal.GetReference(output)", "steps"));
                break;
        }
    }

    private string HeadCall(string source, string target, string rows)
    {
        string bias = _spec.Head!.Bias ? "ref _parameters.At(HeadBiasOffset), " : "";
        return $"_kernels.Head(ref _parameters.At(HeadOffset), {bias}ref {source}, LayerOutputSize, ref {target}, OutputSize, {rows});";
    }

    /// <summary>One direction of a layer: chunk by chunk, the products with the input, then the recurrence.</summary>
    private void EmitLayer(bool tape)
    {
        writer.Raw("/// <summary>Runs one direction of a layer over all steps.</summary>");
        writer.Open($"private void ForwardLayer(ref float source, ref float target, int steps, int layer, int direction, ref State state, {(tape ? "Tape tape" : "Workspace workspace")})");
        string memory = tape ? "tape" : "workspace";
        if (_spec.Cell.Bidirectional)
        {
            writer.Raw("bool reverse = direction == 1;");
        }

        writer.Raw("""
            ref float weights = ref _parameters.At(LayerOffset(layer, direction));
            ref float hiddenWeights = ref Unsafe.Add(ref weights, WeightInputLength(layer));
            """);
        if (_spec.Cell.Bias)
        {
            writer.Raw("""
                ref float inputBiases = ref Unsafe.Add(ref hiddenWeights, WeightHiddenLength);
                ref float hiddenBiases = ref Unsafe.Add(ref inputBiases, GateLanes);
                """);
        }

        writer.Raw($"ref float projected = ref {memory}.Projected;");
        for (int s = 0; s < States.Count; s++)
        {
            string accessor = States[s] == "h" ? "Hidden" : "Cell";
            string row = tape ? $"tape.StateRows(layer, direction, {s})" : $"workspace.StateRows({s})";
            string first = tape && _spec.Cell.Bidirectional ? "Unsafe.Add(ref " + row + ", reverse ? steps * StateStride : 0)" : row;
            writer.Raw($"ref float {States[s]} = ref {first};");
            writer.Raw($"state.{accessor}(layer, direction).CopyTo(MemoryMarshal.CreateSpan(ref {States[s]}, HiddenSize));");
        }

        if (tape)
        {
            writer.Raw("ref float taped = ref tape.Values(layer, direction);");
        }

        writer.Line();
        writer.Open($"for (int done = 0; done < steps;)");
        writer.Raw(_spec.Cell.Bidirectional
            ? """
                // A chunk of steps: rows first to first + count, in the order of time; the recurrence begins at row start of them.
                int count = Math.Min(ChunkSteps, steps - done);
                int first = reverse ? steps - done - count : done;
                int start = reverse ? count - 1 : 0;
                """
            : """
                // A chunk of steps: rows first to first + count.
                int count = Math.Min(ChunkSteps, steps - done);
                int first = done;
                """);
        EmitProjection();
        var arguments = new List<string> { "ref hiddenWeights" };
        if (_spec.Cell.Bias)
        {
            arguments.Add("ref hiddenBiases");
        }

        arguments.Add($"ref {(_spec.Cell.Bidirectional ? "Unsafe.Add(ref projected, start * GateLanes)" : "projected")}, {Signed("GateLanes")}");
        arguments.AddRange(States.Select(state => $"ref {state}"));
        arguments.Add(tape ? Signed("StateStride") : "StateStride");
        arguments.Add($"ref Unsafe.Add(ref target, ({First} * LayerOutputSize) + (direction * HiddenSize)), {Signed("LayerOutputSize")}");
        if (tape)
        {
            arguments.Add($"ref Unsafe.Add(ref taped, {First} * TapeStride), {Signed("TapeStride")}");
        }

        arguments.Add("count");
        writer.Raw($"_kernels.{(tape ? "ForwardTaped" : "Forward")}(\n    {string.Join(",\n    ", arguments)});");
        foreach (string state in States)
        {
            writer.Raw(tape
                ? $"{state} = ref Unsafe.Add(ref {state}, count * ({Signed("StateStride")}));"
                : $"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {state}, count * StateStride), StateStride).CopyTo(MemoryMarshal.CreateSpan(ref {state}, StateStride));");
        }

        writer.Raw("done += count;");
        writer.Close();
        writer.Line();
        foreach (string state in States)
        {
            string accessor = state == "h" ? "Hidden" : "Cell";
            writer.Raw($"MemoryMarshal.CreateSpan(ref {state}, HiddenSize).CopyTo(state.{accessor}(layer, direction));");
        }

        writer.Close();
        writer.Line();
    }

    private void EmitProjection()
    {
        string bias = _spec.Cell.Bias ? "ref inputBiases, " : "";
        string Call(KernelName kernel, string size) =>
            $"_kernels.{kernel}(ref weights, {bias}ref Unsafe.Add(ref source, first * {size}), {size}, ref projected, GateLanes, count);";

        if (_spec.Cell.Layers == 1)
        {
            writer.Raw(Call(KernelName.ProjectInput, "InputSize"));
            return;
        }

        writer.Raw($$"""
            if (layer == 0)
            {
                {{Call(KernelName.ProjectInput, "InputSize")}}
            }
            else
            {
                {{Call(KernelName.ProjectLayer, "LayerOutputSize")}}
            }

            """);
    }

    private void EmitStep()
    {
        writer.Raw("""
            /// <summary>Runs the net for one step of a stream. Gives the same bits as Forward over the whole sequence.</summary>
            /// <param name="input">[InputSize]</param>
            /// <param name="output">[OutputSize]</param>
            /// <param name="state">In: the state before the step; out: after it.</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says.</exception>
            """);
        writer.Open($"public void Step(ReadOnlySpan<float> input, Span<float> output, ref State state)");
        writer.Raw("""
            Arguments.Length(input.Length, 1, InputSize, nameof(input));
            Arguments.Length(output.Length, 1, OutputSize, nameof(output));
            """);
        int states = States.Count;
        bool needsOutput = _spec.Head is not null || _spec.Cell.Layers > 1;
        string outputs = needsOutput ? " + (2 * LayerOutputSize)" : "";
        writer.Raw(Invariant($"Span<float> memory = stackalloc float[GateLanes + ({2 * states} * StateStride){outputs}];"));
        writer.Raw("ref float projected = ref MemoryMarshal.GetReference(memory);");
        for (int s = 0; s < states; s++)
        {
            writer.Raw(Invariant($"ref float {States[s]} = ref Unsafe.Add(ref projected, GateLanes + ({2 * s} * StateStride));"));
        }

        if (needsOutput)
        {
            writer.Raw(Invariant($"ref float outputs = ref Unsafe.Add(ref projected, GateLanes + ({2 * states} * StateStride));"));
        }

        writer.Open($"for (int layer = 0; layer < LayerCount; layer++)");
        writer.Raw(_spec.Cell.Layers == 1
            ? "ref float source = ref MemoryMarshal.GetReference(input);"
            : "ref float source = ref layer == 0 ? ref MemoryMarshal.GetReference(input) : ref Unsafe.Add(ref outputs, (~layer & 1) * LayerOutputSize);");
        writer.Raw("""
            ref float weights = ref _parameters.At(LayerOffset(layer, 0));
            ref float hiddenWeights = ref Unsafe.Add(ref weights, WeightInputLength(layer));
            """);
        if (_spec.Cell.Bias)
        {
            writer.Raw("""
                ref float inputBiases = ref Unsafe.Add(ref hiddenWeights, WeightHiddenLength);
                ref float hiddenBiases = ref Unsafe.Add(ref inputBiases, GateLanes);
                """);
        }

        writer.Raw($"ref float target = ref {Target("Unsafe.Add(ref outputs, (layer & 1) * LayerOutputSize)")};");
        writer.Raw("const int first = 0;\nconst int count = 1;");
        EmitProjection();
        foreach (string state in States)
        {
            string accessor = state == "h" ? "Hidden" : "Cell";
            writer.Raw($"state.{accessor}(layer).CopyTo(MemoryMarshal.CreateSpan(ref {state}, HiddenSize));");
        }

        string biases = _spec.Cell.Bias ? "ref hiddenBiases, " : "";
        string stateReferences = string.Join(", ", States.Select(state => $"ref {state}"));
        writer.Raw($"_kernels.Forward(ref hiddenWeights, {biases}ref projected, 0, {stateReferences}, StateStride, ref target, 0, 1);");
        foreach (string state in States)
        {
            string accessor = state == "h" ? "Hidden" : "Cell";
            writer.Raw($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {state}, StateStride), HiddenSize).CopyTo(state.{accessor}(layer));");
        }

        writer.Close();
        if (_spec.Head is not null)
        {
            writer.Line();
            writer.Raw(HeadCall("Unsafe.Add(ref outputs, ((LayerCount - 1) & 1) * LayerOutputSize)", "MemoryMarshal.GetReference(output)", "1"));
        }

        writer.Close();
        writer.Line();
    }
}
