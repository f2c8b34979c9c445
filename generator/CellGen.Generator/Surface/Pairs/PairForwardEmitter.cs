using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits the forward pass with teacher forcing, over a batch: sources, then the decoder over the targets, attention and the head.</summary>
internal sealed class PairForwardEmitter(CodeWriter writer, PairPlan plan)
{
    private readonly PairText _text = new(plan);

    /// <summary>The arguments of a pass over a batch.</summary>
    public static string Parameters(PairText text) =>
        $"ReadOnlySpan<{text.SourceElement}> {text.Source}{text.LengthsParameter}, ReadOnlySpan<{text.TargetElement}> {text.Target}{text.GivenParameter}, ReadOnlySpan<int> targetLengths";

    public void Emit()
    {
        writer.Raw("/// <summary>Checks the arguments and runs a batch.</summary>");
        writer.Open($"public void Forward({Parameters(_text)}, Span<float> {_text.Output}, EncoderDecoderMemory memory)");
        EmitChecks(_text.Output);
        writer.Raw($"""
            Arguments.Length({_text.Output}.Length, targetLengths.Length * targetRoom, OutputSize, nameof({_text.Output}));
            Arguments.DistinctForward({_text.Source}, nameof({_text.Source}), {_text.Output}, default(Span<State>), "", _parameters.Span, nameof({_text.Output}));
            memory.Begin({_text.SourceLengths}, targetLengths, _parameters.Span);{(plan.Pair.FeedBack ? "\ninputLengths.CopyTo(memory.Given);" : "")}
            {(plan.Encodes ? $"EncodeBatch(ref MemoryMarshal.GetReference(source), sourceRoom * {_text.SourceSize}, sourceLengths, memory);" : "KeepContexts(context, memory);")}
            """);
        EmitBegin();
        EmitInputs();
        EmitDecoder();
        if (plan.Pair.Combines)
        {
            EmitAttention();
        }

        string operand = _text.HeadInput;
        writer.Raw($"""
            // The head.
            {PairText.Run(plan.Head, $"new Batch({_text.StridesOf(operand)}, targetRoom * OutputSize, OutputSize)", $"memory.Rows({operand})", $"MemoryMarshal.GetReference({_text.Output})", PairText.None(plan.Head))}
            """);
        writer.Close();
        writer.Line();
    }

    /// <summary>The checks of sources and targets.</summary>
    /// <param name="output">The name of what has a row for each step of the target.</param>
    public void EmitChecks(string output)
    {
        if (plan.Encodes)
        {
            writer.Raw("Arguments.Pairs(sourceLengths.Length, targetLengths.Length);");
            new PairEncodeEmitter(writer, plan).EmitChecks("sourceLengths", "memory.BatchSize");
        }

        (string steps, string size) = _text.Steps(output);
        writer.Raw($"int targetRoom = Arguments.Room({steps}.Length, {size}, targetLengths, memory.BatchSize, memory.MaxSteps, \"the maxSteps of the tape\", nameof({steps}));");
        if (plan.Pair.FeedBack)
        {
            writer.Raw("int inputRoom = Arguments.Given(input.Length, TargetSize, inputLengths, targetLengths, nameof(input));");
        }

        if (!plan.Encodes)
        {
            writer.Raw("Arguments.Length(context.Length, targetLengths.Length, ContextSize, nameof(context));");
        }

        if (plan.Pair.Target is { } tokens)
        {
            writer.Raw($"Arguments.TokensOfBatch({_text.Target}, targetRoom, targetLengths, TargetVocabularySize, outOfVocabulary: {(tokens.OutOfVocabulary ? "true" : "false")}, nameof({_text.Target}));");
        }
    }

    private void EmitBegin()
    {
        if (plan.Part("Bridge") is not { } bridge)
        {
            return;
        }

        writer.Raw($$"""

            // The bridge: tanh(W context + b) is the first state.
            {{PairText.Run(bridge, _text.Batch("Context", "Bridged"), "memory.Rows(Context)", "memory.Rows(Bridged)", PairText.None(bridge))}}
            for (int sequence = 0; sequence < targetLengths.Length; sequence++)
            {
                BeginBridged(memory.Row(Bridged, {{bridge.Output}}, sequence), ref memory.States<State>(States, targetLengths.Length)[sequence]);
            }

            """);
    }

    /// <summary>What the decoder reads: tokens behind the start, or what the caller gives; and the context.</summary>
    private void EmitInputs()
    {
        int size = plan.Pair.Decoder.Input;
        int step = plan.RowsOf("Inputs")!.Step;
        writer.Raw(plan.Pair.FeedBack ? "\n// What the decoder is given." : "\n// What the decoder reads, each step what the one before should have written.");
        writer.Open($"for (int sequence = 0; sequence < targetLengths.Length; sequence++)");
        writer.Raw("ref float inputs = ref memory.Rows(Inputs, sequence);\nint steps = targetLengths[sequence];");
        (string room, string given) = plan.Pair.FeedBack ? ("inputRoom", "inputLengths[sequence]") : ("targetRoom", "steps");
        writer.Raw(_text.TargetIsTokens
            ? Invariant($"Layout.Embeddings.Gather(ref _parameters.At({plan.EmbeddingOffset}), ref memory.Shift(target.Slice(sequence * targetRoom, steps), StartToken, sequence), 1, ref inputs, {step}, steps);")
            : Invariant($"Rows.Copy(ref Unsafe.Add(ref MemoryMarshal.GetReference(input), sequence * {room} * TargetSize), TargetSize, ref inputs, {step}, {given}, TargetSize);"));
        if (plan.Pair.JoinsInput && !plan.IsAdditive)
        {
            writer.Raw(Invariant($"Rows.Copy(ref memory.Rows(Context, sequence), 0, ref Unsafe.Add(ref inputs, {size}), {step}, steps, ContextSize);"));
        }

        writer.Raw(Invariant($"Denormals.Flush(MemoryMarshal.CreateSpan(ref inputs, steps * {step}));"));
        writer.Close();
        writer.Line();
    }

    private void EmitDecoder()
    {
        var decoder = plan.Decoder;
        if (plan.ReadsByState)
        {
            string what = !plan.Pair.FeedBack ? "its state looks at the source" : plan.IsAdditive ? "its state looks at the source and says what was written" : "its state says what was written";
            writer.Raw(Invariant($"// Before each step {what}.\n((Reader)memory.Layer({decoder.Index}).Context!).Begin(this);"));
        }

        writer.Raw($"{PairText.Run(decoder, _text.Batch("Inputs", "Outputs"), "memory.Rows(Inputs)", "memory.Rows(Outputs)", $"LayerStates.Of<State, {decoder.Type}.State>(memory.States<State>(States, targetLengths.Length), 0)")}\n");
    }

    /// <summary>Attention of the decoder's states to the source, and what comes of both.</summary>
    private void EmitAttention()
    {
        var combine = plan.Part("AttentionCombine")!;
        int hidden = plan.Pair.Decoder.StateSize;
        string queries = "Outputs";
        if (plan.Part("AttentionQuery") is { } query)
        {
            writer.Raw($"// q = W h_t; q · s_j is h_t · W s_j.\n{PairText.Run(query, _text.Batch("Outputs", "Queries"), "memory.Rows(Outputs)", "memory.Rows(Queries)", PairText.None(query))}");
            queries = "Queries";
        }

        writer.Raw(Invariant($$"""
            for (int sequence = 0; sequence < targetLengths.Length; sequence++)
            {
                for (int step = 0; step < targetLengths[sequence]; step++)
                {
                    ref float context = ref memory.Rows(Attended, sequence, step);
                    memory.Attention!.Dot(ref memory.Rows({{queries}}, sequence, step), ref memory.Rows(Annotations, sequence), sourceLengths[sequence], ref memory.Rows(Weights, sequence, step), ref context);
                    Rows.Copy(ref context, 0, ref memory.Rows(Joined, sequence, step), 0, 1, ContextSize);
                    Rows.Copy(ref memory.Rows(Outputs, sequence, step), 0, ref Unsafe.Add(ref memory.Rows(Joined, sequence, step), ContextSize), 0, 1, {{hidden}});
                }
            }

            // tanh(W [c_t; h_t])
            {{PairText.Run(combine, _text.Batch("Joined", "Combined"), "memory.Rows(Joined)", "memory.Rows(Combined)", PairText.None(combine))}}

            """));
    }
}
