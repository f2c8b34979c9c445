using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>Emits Step: one step of a stream, with all scratch memory on the stack.</summary>
internal sealed class StepEmitter(CodeWriter writer, ModelPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly LayerText _layer = new(writer, plan);
    private readonly InputText _input = new(plan.Spec);

    private IReadOnlyList<string> States => plan.Step.StateNames;

    private bool NeedsOutputs => _spec.Head is not null || _spec.Cell.Layers > 1;

    public void Emit()
    {
        bool tokens = _spec.Tokens is not null;
        writer.Raw($"""
            /// <summary>Runs the net for one step of a stream. Gives the same bits as Forward over the whole sequence.</summary>
            /// <param name="{(tokens ? "token" : "input")}">{(tokens ? "an index " + _input.Range : "[InputSize]")}</param>
            /// <param name="output">[OutputSize]</param>
            /// <param name="state">In: the state before the step; out: after it.</param>
            """);
        if (_spec.IsEmbedded)
        {
            writer.Raw("/// <param name=\"table\">the embedding's products, from FoldEmbedding: the same bits in less time; or null</param>");
        }

        writer.Raw("/// <exception cref=\"ArgumentException\">A span has not the length that its shape says"
            + (_spec.Tokens is { OutOfVocabulary: false } ? ", or the token is out of the vocabulary" : "") + ".</exception>");
        writer.Open($"public void Step({(tokens ? "int token" : "ReadOnlySpan<float> input")}, Span<float> output, ref State state{(_spec.IsEmbedded ? ", TokenTable? table = null" : "")})");
        writer.Raw(tokens
            ? _input.CheckTokens("MemoryMarshal.CreateReadOnlySpan(ref token, 1)").Replace("nameof(tokens)", "nameof(token)")
            : "Arguments.Length(input.Length, 1, InputSize, nameof(input));");
        writer.Raw("Arguments.Length(output.Length, 1, OutputSize, nameof(output));");
        EmitMemory();
        EmitSource();
        writer.Open($"for (int layer = 0; layer < LayerCount; layer++)");
        _layer.EmitWeights("0");
        EmitTarget();
        _layer.EmitProjection("0", "1", ("token", "1"), table: true);
        foreach (string state in States)
        {
            writer.Raw($"state.{LayerText.Accessor(state)}(layer).CopyTo(MemoryMarshal.CreateSpan(ref {state}, {LayerText.Size(state)}));");
        }

        string recurrent = plan.RecurrentLength > 0 ? "ref recurrent, " : "";
        string carried = plan.Step.Carried.Count > 0 ? ", ref carried" : "";
        string states = string.Join(", ", States.Select(state => $"ref {state}"));
        writer.Raw($"_kernels.Forward({recurrent}ref projected, 0, {states}, StateStride, ref target, 0{carried}, 1);");
        foreach (string state in States)
        {
            writer.Raw($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {state}, StateStride), {LayerText.Size(state)}).CopyTo(state.{LayerText.Accessor(state)}(layer));");
        }

        if (_spec.Cell.Layers > 1)
        {
            writer.Raw("source = ref target;\nsourceStep = LayerOutputSize;");
        }

        writer.Close();
        if (_spec.Head is { } head)
        {
            writer.Line();
            string source = head.ReadsInput ? "headRow" : "Unsafe.Add(ref outputs, ((LayerCount - 1) & 1) * LayerOutputSize)";
            _layer.EmitHead(source, head.ReadsInput ? "HeadColumns" : "LayerOutputSize", "MemoryMarshal.GetReference(output)", "OutputSize", "1");
        }

        writer.Close();
        writer.Line();
    }

    private void EmitMemory()
    {
        var parts = new List<(string Name, string Length)> { ("projected", "GateLanes") };
        parts.AddRange(States.Select(state => (state, "(2 * StateStride)")));
        if (plan.Step.Carried.Count > 0)
        {
            parts.Add(("carried", Invariant($"({plan.Step.Carried.Count} * StateStride)")));
        }

        if (NeedsOutputs)
        {
            parts.Add(("outputs", "(2 * LayerOutputSize)"));
        }

        if (_spec.Head is { ReadsInput: true })
        {
            parts.Add(("headRow", "HeadColumns"));
        }

        if (_spec.IsEmbedded)
        {
            parts.Add(("embedded", "InputSize"));
        }

        writer.Raw($"Span<float> memory = stackalloc float[{string.Join(" + ", parts.Select(part => part.Length))}];");
        writer.Raw("ref float projected = ref MemoryMarshal.GetReference(memory);");
        for (int i = 1; i < parts.Count; i++)
        {
            writer.Raw($"ref float {parts[i].Name} = ref Unsafe.Add(ref {parts[i - 1].Name}, {parts[i - 1].Length});");
        }
    }

    private void EmitSource()
    {
        if (_spec.Head is { ReadsInput: true })
        {
            writer.Raw("""
                input.CopyTo(MemoryMarshal.CreateSpan(ref headRow, InputSize));
                state.Hidden(LayerCount - 1).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref headRow, InputSize), LayerOutputSize));
                """);
        }

        if (_spec.IsEmbedded)
        {
            writer.Open($"if (table is null)");
            writer.Raw("Embeddings.Gather(ref _parameters.At(EmbeddingOffset), ref token, 1, ref embedded, InputSize, 1);");
            writer.Close();
            writer.Line();
        }

        if (_spec.GathersColumns && _spec.Cell.Layers == 1)
        {
            return;
        }

        string source = _spec.IsEmbedded ? "embedded" : _spec.GathersColumns ? "outputs" : "MemoryMarshal.GetReference(input)";
        writer.Raw($"ref float source = ref projected;\nsource = ref {source};\nint sourceStep = InputSize;");
    }

    private void EmitTarget()
    {
        string inner = "Unsafe.Add(ref outputs, (layer & 1) * LayerOutputSize)";
        string target = (_spec.Head, _spec.Cell.Layers) switch
        {
            (not null, _) => inner,
            (null, 1) => "MemoryMarshal.GetReference(output)",
            _ => $"layer == LayerCount - 1 ? ref MemoryMarshal.GetReference(output) : ref {inner}",
        };
        writer.Raw($"ref float target = ref {target};");
    }
}
