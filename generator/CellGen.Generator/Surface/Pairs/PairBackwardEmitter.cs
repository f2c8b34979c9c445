using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits the backward pass: that of each part, in the reverse order of the forward pass, and the way of the gradients between them.</summary>
internal sealed class PairBackwardEmitter(CodeWriter writer, PairPlan plan)
{
    private readonly PairText _text = new(plan);

    private int HiddenSize => plan.Pair.Decoder.StateSize;

    public void Emit()
    {
        writer.Raw("/// <summary>Checks the arguments and runs a batch backwards.</summary>");
        writer.Open($"public void Backward({PairForwardEmitter.Parameters(_text)}, ReadOnlySpan<float> {_text.Gradient}, {_text.ContextGradient}Gradient gradient, EncoderDecoderMemory memory)");
        new PairForwardEmitter(writer, plan).EmitChecks(_text.Gradient);
        writer.Raw($"""
            Arguments.Length({_text.Gradient}.Length, targetLengths.Length * targetRoom, OutputSize, nameof({_text.Gradient}));
            {(plan.Encodes ? "" : ContextChecks())}memory.BeginBackward({_text.SourceLengths}, targetLengths, _parameters.Span);{(plan.Pair.FeedBack ? "\nmemory.CheckGiven(inputLengths);" : "")}
            memory.ClearGradients();

            """);
        if (plan.Pair.FeedBack)
        {
            new PairFeedBackEmitter(writer, plan).EmitStates();
        }
        else
        {
            writer.Raw($"""
                // The head.
                {PairText.RunBackward(plan.Head, $"new Batch({_text.StridesOf(_text.HeadInput)}, targetRoom * OutputSize, OutputSize)", $"memory.Rows({_text.HeadInput})", $"MemoryMarshal.GetReference({_text.Gradient})", $"ref memory.Gradient({_text.HeadInput}), true, ", PairText.None(plan.Head))}

                """);
        }

        if (plan.Pair.Combines)
        {
            EmitAttention();
        }

        EmitDecoder();
        EmitInputs();
        EmitState();
        if (plan.Encodes)
        {
            EmitEncoder();
        }
        else
        {
            writer.Raw("MemoryMarshal.CreateReadOnlySpan(ref memory.Gradient(Context), contextGradient.Length).CopyTo(contextGradient);");
        }

        writer.Close();
        writer.Line();
    }

    /// <summary>The gradient of contexts is wanted or not, and is no other memory.</summary>
    private string ContextChecks() => $$"""
        if (!contextGradient.IsEmpty)
        {
            Arguments.Length(contextGradient.Length, targetLengths.Length, ContextSize, nameof(contextGradient));
        }

        Arguments.DistinctBackward(context, nameof(context), {{_text.Gradient}}, contextGradient, default(Span<State>), "", gradient.Values, _parameters.Span, nameof({{_text.Gradient}}), nameof(contextGradient));

        """;

    private void EmitAttention()
    {
        var combine = plan.Part("AttentionCombine")!;
        var query = plan.Part("AttentionQuery");
        string queries = query is null ? "Outputs" : "Queries";
        writer.Raw(Invariant($$"""
            // tanh(W [c_t; h_t]), then attention.
            {{PairText.RunBackward(combine, _text.Batch("Joined", "Combined"), "memory.Rows(Joined)", "memory.Gradient(Combined)", "ref memory.Gradient(Joined), true, ", PairText.None(combine))}}
            for (int sequence = 0; sequence < targetLengths.Length; sequence++)
            {
                for (int step = 0; step < targetLengths[sequence]; step++)
                {
                    Rows.Copy(ref memory.Gradient(Joined, sequence, step), 0, ref memory.Gradient(Attended, sequence, step), 0, 1, ContextSize);
                    memory.Attention!.DotGradient(
                        ref memory.Rows({{queries}}, sequence, step), ref memory.Rows(Annotations, sequence), sourceLengths[sequence], ref memory.Rows(Weights, sequence, step),
                        ref memory.Gradient(Attended, sequence, step), ref memory.Gradient({{queries}}, sequence, step), ref memory.Gradient(Annotations, sequence));
                }
            }

            """));
        if (query is not null)
        {
            writer.Raw(PairText.RunBackward(query, _text.Batch("Outputs", "Queries"), "memory.Rows(Outputs)", "memory.Gradient(Queries)", "ref memory.Gradient(Outputs), true, ", PairText.None(query)));
        }

        int joined = plan.RowsOf("Joined")!.Step;
        int outputs = plan.RowsOf("Outputs")!.Step;
        writer.Raw(Invariant($"Joins.Add(new Batch(memory.MaxSteps * {joined}, {joined}, memory.MaxSteps * {outputs}, {outputs}), ref Unsafe.Add(ref memory.Gradient(Joined), ContextSize), ref memory.Gradient(Outputs), targetLengths, {HiddenSize});\n"));
    }

    private void EmitDecoder()
    {
        var decoder = plan.Decoder;
        var query = plan.IsAdditive ? plan.Part("AttentionQuery") : null;
        writer.Raw("// The decoder, from its last step to its first state.");
        if (query is not null)
        {
            writer.Raw(Invariant($"{query.Field}.BeginInputGradient(memory.Layer({query.Index}));"));
        }

        if (plan.ReadsByState)
        {
            writer.Raw(Invariant($"((Reader)memory.Layer({decoder.Index}).Context!).BeginBackward(this{(query is null ? "" : ", gradient")});"));
        }

        string states = $"LayerStates.Of<State, {decoder.Type}.State>(memory.StateGradients<State>(States, targetLengths.Length), 0)";
        writer.Raw(PairText.RunBackward(decoder, _text.Batch("Inputs", "Outputs"), "memory.Rows(Inputs)", "memory.Gradient(Outputs)", "ref memory.Gradient(Inputs), true, ", states));
        if (query is not null)
        {
            writer.Raw(PairText.RunBackward(query, _text.Batch("Previous", "Queries"), "memory.Rows(Previous)", "memory.Gradient(Queries)", "ref memory.Gradient(Previous), false, ", PairText.None(query)));
        }

        if (plan.Pair.FeedBack)
        {
            new PairFeedBackEmitter(writer, plan).EmitWeights();
        }

        writer.Line();
    }

    /// <summary>What the decoder read.</summary>
    private void EmitInputs()
    {
        bool joins = plan.Pair.JoinsInput && !plan.IsAdditive;
        bool trains = plan.Pair.Target is { Frozen: false };
        if (!trains && !joins)
        {
            return;
        }

        int step = plan.RowsOf("Inputs")!.Step;
        int size = plan.Pair.Decoder.Input;
        writer.Open($"for (int sequence = 0; sequence < targetLengths.Length; sequence++)");
        if (trains)
        {
            writer.Raw(Invariant($"Layout.Embeddings.Scatter(ref gradient.At({plan.EmbeddingOffset}), ref memory.Tokens(sequence), 1, ref memory.Gradient(Inputs, sequence), {step}, targetLengths[sequence]);"));
        }

        if (joins)
        {
            writer.Open($"for (int step = 0; step < targetLengths[sequence]; step++)");
            writer.Raw(Invariant($"Rows.Add(ref Unsafe.Add(ref memory.Gradient(Inputs, sequence, step), {size}), 0, ref memory.Gradient(Context, sequence), 0, 1, ContextSize);"));
            writer.Close();
        }

        writer.Close();
        writer.Line();
    }

    /// <summary>The decoder's first state.</summary>
    private void EmitState()
    {
        string decoder = plan.Decoder.Type;
        writer.Raw(plan.Encodes
            ? $"""
                // The decoder's first state, and the context: the encoder's last state.
                var encoderGradients = {_text.LastCell($"memory.StateGradients<{_text.EncoderState}>(EncoderStates, targetLengths.Length)")};
                """
            : "// The decoder's first state, and the context.");
        var bridge = plan.Part("Bridge");
        writer.Open($"for (int sequence = 0; sequence < targetLengths.Length; sequence++)");
        writer.Raw($"ref {decoder}.State first = ref LayerStates.Of<State, {decoder}.State>(ref memory.StateGradients<State>(States, targetLengths.Length)[sequence], 0);");
        if (bridge is null && !plan.Encodes)
        {
            writer.Raw("Rows.Add(ref MemoryMarshal.GetReference(first.Hidden(0)), 0, ref memory.Gradient(Context, sequence), 0, 1, ContextSize);");
            writer.Close();
        }
        else if (bridge is null)
        {
            writer.Open($"for (int layer = 0; layer < {plan.Pair.Decoder.Layers}; layer++)");
            foreach (var part in plan.Decoder.Core.StateParts)
            {
                string layer = LayerText.Part(plan.Decoder.Core, part.Name, "layer");
                writer.Raw($"first.{layer}.CopyTo(encoderGradients[sequence].{layer});");
            }

            writer.Close();
            writer.Close();
        }
        else
        {
            writer.Raw(Invariant($"var bridged = MemoryMarshal.CreateSpan(ref memory.Gradient(Bridged, sequence), {bridge.Output});"));
            new PairEncodeEmitter(writer, plan).EmitParts((part, offset, length) => Invariant($"first.{part}.CopyTo(bridged.Slice({offset}, {length}));"));
            writer.Close();
            writer.Line();
            writer.Raw($"""
                {PairText.RunBackward(bridge, _text.Batch("Context", "Bridged"), "memory.Rows(Context)", "memory.Gradient(Bridged)", "ref memory.Scratch, true, ", PairText.None(bridge))}
                Rows.Add(ref memory.Scratch, ContextSize, ref memory.Gradient(Context), ContextSize, targetLengths.Length, ContextSize);
                """);
        }

        writer.Line();
    }

    private void EmitEncoder()
    {
        var cell = plan.Pair.Encoder!;
        int last = cell.Layers - 1;
        if (plan.Part("Bridge") is not null || (plan.Pair.JoinsInput && !plan.IsAdditive))
        {
            writer.Open($"for (int sequence = 0; sequence < targetLengths.Length; sequence++)");
            for (int direction = 0; direction < cell.Directions; direction++)
            {
                int offset = cell.SumsDirections ? 0 : direction * cell.StateSize;
                writer.Raw(Invariant($"Rows.Add(ref Unsafe.Add(ref memory.Gradient(Context, sequence), {offset}), 0, ref MemoryMarshal.GetReference(encoderGradients[sequence].Hidden({last}, {direction})), 0, 1, {cell.StateSize});"));
            }

            writer.Close();
            writer.Line();
        }

        if (plan.Part("AttentionKey") is { } key)
        {
            writer.Raw($"""
                // W_k s_j.
                {PairText.RunBackward(key, _text.Batch("Annotations", "Keys"), "memory.Rows(Annotations)", "memory.Gradient(Keys)", "ref memory.Scratch, true, ", PairText.None(key))}
                Joins.Add({_text.Batch("Annotations", "Annotations")}, ref memory.Scratch, ref memory.Gradient(Annotations), sourceLengths, ContextSize);

                """);
        }

        if (plan.EncoderNet is not null)
        {
            writer.Raw($"// The encoder.\n{PairEncoderNetEmitter.Field}.Backward(ref MemoryMarshal.GetReference(source), sourceRoom * {_text.SourceSize}, ref memory.Gradient(Annotations), {_text.StridesOf("Annotations")}, sourceLengths, memory.StateGradients<{_text.EncoderState}>(EncoderStates, targetLengths.Length), gradient.Encoder, memory.Encoder!);");
            return;
        }

        string noInput = _text.SourceIsTokens ? "" : "ref memory.Gradient(Annotations), false, ";
        writer.Raw($"// The encoder.\n{PairText.RunBackward(plan.Encoder!, $"new Batch(sourceRoom * {_text.SourceSize}, {_text.SourceSize}, {_text.StridesOf("Annotations")})", "MemoryMarshal.GetReference(source)", "memory.Gradient(Annotations)", noInput, "encoderGradients")}");
    }
}
