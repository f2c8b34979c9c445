using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits one step of the decoder, with the bits of the forward pass.</summary>
internal sealed class PairStepEmitter(CodeWriter writer, PairPlan plan)
{
    private readonly PairText _text = new(plan);

    public void Emit()
    {
        if (plan.IsAdditive)
        {
            EmitLook();
        }

        int size = plan.Pair.Decoder.Input;
        int hidden = plan.Pair.Decoder.StateSize;
        writer.Raw("/// <summary>Checks the arguments and runs a step.</summary>");
        writer.Open($"public void Step({(_text.TargetIsTokens ? "int token" : "ReadOnlySpan<float> input")}, Span<float> {_text.Output}, EncoderDecoderMemory memory, ref State state)");
        writer.Raw(_text.TargetIsTokens
            ? $"Arguments.Tokens(MemoryMarshal.CreateReadOnlySpan(ref token, 1), TargetVocabularySize, outOfVocabulary: {(plan.Pair.Target!.OutOfVocabulary ? "true" : "false")}, nameof(token));"
            : "Arguments.Length(input.Length, 1, TargetSize, nameof(input));");
        writer.Raw($"Arguments.Length({_text.Output}.Length, 1, OutputSize, nameof({_text.Output}));");
        EmitEncoded();
        writer.Open($"if (state.Position == 0)");
        if (plan.Part("Bridge") is { } bridge)
        {
            writer.Raw(Invariant($"""
                {bridge.Type}.State crossing = default;
                {bridge.Field}.Step(memory.Row(Context, ContextSize), memory.Row(Bridged, {bridge.Output}), ref crossing);
                BeginBridged(memory.Row(Bridged, {bridge.Output}), ref state);
                """));
        }
        else
        {
            writer.Raw(plan.Encodes ? "state = memory.States<State>(States, 1)[0];" : "BeginAsContext(memory.Row(Context, ContextSize), ref state);");
        }

        writer.Close();
        writer.Line();
        writer.Raw(Invariant($"ref {plan.Decoder.Type}.State decoder = ref LayerStates.Of<State, {plan.Decoder.Type}.State>(ref state, 0);\nvar inputs = memory.Row(Inputs, {plan.Pair.JoinedInput});"));
        writer.Raw(_text.TargetIsTokens
            ? Invariant($"Layout.Embeddings.Gather(ref _parameters.At({plan.EmbeddingOffset}), ref token, 1, ref inputs[0], {size}, 1);")
            : "input.CopyTo(inputs);");
        if (plan.IsAdditive)
        {
            writer.Raw(Invariant($"LookAt(decoder.Hidden(0), 0, 0, memory);\nmemory.Row(Attended, ContextSize).CopyTo(inputs.Slice({size}));"));
        }
        else if (plan.Pair.JoinsInput)
        {
            writer.Raw(Invariant($"memory.Row(Context, ContextSize).CopyTo(inputs.Slice({size}));"));
        }

        writer.Raw(Invariant($"var outputs = memory.Row(Outputs, {hidden});\n{plan.Decoder.Field}.Step(inputs, outputs, ref decoder);"));
        if (plan.Pair.Combines)
        {
            EmitAttention(hidden);
        }

        string read = plan.Pair.Combines ? "combined" : "outputs";
        writer.Raw($"""
            {plan.Head.Type}.State none = default;
            {plan.Head.Field}.Step({read}, {_text.Output}, ref none);
            state.Position++;
            """);
        writer.Close();
        writer.Line();
    }

    /// <summary>Where the source is looked at there must be one.</summary>
    private void EmitEncoded()
    {
        if (!plan.Encodes || (!plan.Attends && !plan.CopiesState))
        {
            return;
        }

        writer.Open($"if (memory.SourceLengths[0] == 0)");
        writer.Raw("throw new global::System.InvalidOperationException(\"There is no source in memory; call Encode before Step.\");");
        writer.Close();
        writer.Line();
    }

    private void EmitLook()
    {
        var query = plan.Part("AttentionQuery")!;
        writer.Raw("/// <summary>What the state before a step attends to.</summary>");
        writer.Open($"private void LookAt(ReadOnlySpan<float> hidden, int sequence, int step, EncoderDecoderMemory memory)");
        writer.Raw(Invariant($"""
            {query.Type}.State none = default;
            {query.Field}.Step(hidden, memory.Row(Queries, {query.Output}, sequence, step), ref none);
            memory.Attention!.Additive(
                ref memory.Rows(Queries, sequence, step), ref memory.Rows(Keys, sequence), ref _parameters.At({plan.ScoreOffset}), ref memory.Rows(Annotations, sequence),
                memory.SourceLengths[sequence], ref memory.Rows(Weights, sequence, step), ref memory.Rows(Attended, sequence, step));
            Denormals.Flush(memory.Row(Attended, ContextSize, sequence, step));
            """));
        writer.Close();
        writer.Line();
    }

    private void EmitAttention(int hidden)
    {
        var combine = plan.Part("AttentionCombine")!;
        string queries = "Outputs";
        if (plan.Part("AttentionQuery") is { } query)
        {
            writer.Raw(Invariant($"{query.Type}.State asking = default;\n{query.Field}.Step(outputs, memory.Row(Queries, {query.Output}), ref asking);"));
            queries = "Queries";
        }

        writer.Raw(Invariant($"""
            memory.Attention!.Dot(ref memory.Rows({queries}), ref memory.Rows(Annotations), memory.SourceLengths[0], ref memory.Rows(Weights), ref memory.Rows(Attended));
            var joined = memory.Row(Joined, ContextSize + {hidden});
            memory.Row(Attended, ContextSize).CopyTo(joined);
            outputs.CopyTo(joined.Slice(ContextSize));
            {combine.Type}.State joining = default;
            var combined = memory.Row(Combined, {hidden});
            {combine.Field}.Step(joined, combined, ref joining);
            """));
    }
}
