using CellGen.Generator.Model;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Emission;

/// <summary>Emits Forward: the checks and the flow through layers, directions and the head.</summary>
internal sealed class ForwardEmitter(CodeWriter writer, ModelPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly LayerText _layer = new(writer, plan);

    private IReadOnlyList<string> States => plan.Step.StateNames;

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
            new StepEmitter(writer, plan).Emit();
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
            Arguments.Distinct(input, output, nameof(input), nameof(output));
            int steps = Arguments.Steps(input.Length, InputSize, {{memory}}.MaxSteps, nameof(input));
            Arguments.Length(output.Length, {{OutputRows}}, OutputSize, nameof(output));
            """);
        if (tape)
        {
            writer.Raw("tape.Steps = steps;");
        }

        writer.Raw("ref float source = ref MemoryMarshal.GetReference(input);");
        writer.Open($"for (int layer = 0; layer < LayerCount; layer++)");
        writer.Raw($"ref float target = ref {_layer.Target($"{memory}.LayerOutput(layer)")};");
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
                writer.Raw(_layer.HeadCall("last", "MemoryMarshal.GetReference(output)", "1"));
                break;
            case HeadInput.MeanState:
                writer.Raw($"""
                    ref float mean = ref {memory}.HeadInput;
                    Rows.Mean(MemoryMarshal.CreateSpan(ref source, steps * LayerOutputSize), MemoryMarshal.CreateSpan(ref mean, LayerOutputSize));
                    """);
                writer.Raw(_layer.HeadCall("mean", "MemoryMarshal.GetReference(output)", "1"));
                break;
            default:
                writer.Raw(_layer.HeadCall("source", "MemoryMarshal.GetReference(output)", "steps"));
                break;
        }
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

        _layer.EmitWeights("direction");

        writer.Raw($"ref float projected = ref {memory}.Projected;");
        for (int s = 0; s < States.Count; s++)
        {
            string accessor = LayerText.Accessor(States[s]);
            string row = tape ? $"tape.StateRows(layer, direction, {s})" : $"workspace.StateRows({s})";
            string first = tape && _spec.Cell.Bidirectional ? "Unsafe.Add(ref " + row + ", reverse ? steps * StateStride : 0)" : row;
            writer.Raw($"ref float {States[s]} = ref {first};");
            writer.Raw(tape
                ? $"Rows.CopyPadded(state.{accessor}(layer, direction), MemoryMarshal.CreateSpan(ref {States[s]}, StateStride));"
                : $"state.{accessor}(layer, direction).CopyTo(MemoryMarshal.CreateSpan(ref {States[s]}, HiddenSize));");
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
        _layer.EmitProjection();
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
            string accessor = LayerText.Accessor(state);
            writer.Raw($"MemoryMarshal.CreateSpan(ref {state}, HiddenSize).CopyTo(state.{accessor}(layer, direction));");
        }

        writer.Close();
        writer.Line();
    }
}
