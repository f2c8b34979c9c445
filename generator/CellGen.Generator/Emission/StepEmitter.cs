using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits Step: one step of a stream, with all scratch memory on the stack.</summary>
internal sealed class StepEmitter(CodeWriter writer, ModelPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly LayerText _layer = new(writer, plan);

    private IReadOnlyList<string> States => plan.Step.StateNames;

    public void Emit()
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
        _layer.EmitWeights("0");

        writer.Raw($"ref float target = ref {_layer.Target("Unsafe.Add(ref outputs, (layer & 1) * LayerOutputSize)")};");
        writer.Raw("const int first = 0;\nconst int count = 1;");
        _layer.EmitProjection();
        foreach (string state in States)
        {
            string accessor = LayerText.Accessor(state);
            writer.Raw($"state.{accessor}(layer).CopyTo(MemoryMarshal.CreateSpan(ref {state}, HiddenSize));");
        }

        string biases = _spec.Cell.Bias ? "ref hiddenBiases, " : "";
        string stateReferences = string.Join(", ", States.Select(state => $"ref {state}"));
        writer.Raw($"_kernels.Forward(ref hiddenWeights, {biases}ref projected, 0, {stateReferences}, StateStride, ref target, 0, 1);");
        foreach (string state in States)
        {
            string accessor = LayerText.Accessor(state);
            writer.Raw($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {state}, StateStride), HiddenSize).CopyTo(state.{accessor}(layer));");
        }

        writer.Close();
        if (_spec.Head is not null)
        {
            writer.Line();
            writer.Raw(_layer.HeadCall("Unsafe.Add(ref outputs, ((LayerCount - 1) & 1) * LayerOutputSize)", "MemoryMarshal.GetReference(output)", "1"));
        }

        writer.Close();
        writer.Line();
    }
}
