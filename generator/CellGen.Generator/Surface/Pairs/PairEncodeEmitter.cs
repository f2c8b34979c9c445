using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits what is done with sources: the encoder, the keys of attention, the context and the decoder's first state; or with a context that is given.</summary>
internal sealed class PairEncodeEmitter(CodeWriter writer, PairPlan plan)
{
    private readonly PairText _text = new(plan);

    public void Emit()
    {
        if (plan.Encodes)
        {
            EmitSource();
            EmitEncode();
            EmitContext();
        }
        else
        {
            EmitGiven();
        }

        if (!plan.CopiesState)
        {
            EmitBridged();
        }
        else if (plan.Encodes)
        {
            EmitCopied();
        }
        else
        {
            EmitBegun();
        }
    }

    /// <summary>A context that is given, for steps.</summary>
    private void EmitGiven()
    {
        writer.Raw("/// <summary>Checks the context and keeps it for steps.</summary>");
        writer.Open($"public static void Begin(ReadOnlySpan<float> context, EncoderDecoderMemory memory)");
        writer.Raw("Arguments.Length(context.Length, 1, ContextSize, nameof(context));\ncontext.CopyTo(memory.Row(Context, ContextSize));");
        writer.Close();
        writer.Line();
        if (!plan.Spec.Network.Training)
        {
            return;
        }

        writer.Raw("/// <summary>Keeps the contexts of a batch.</summary>");
        writer.Open($"private static void KeepContexts(ReadOnlySpan<float> contexts, EncoderDecoderMemory memory)");
        writer.Raw("""
            var kept = MemoryMarshal.CreateSpan(ref memory.Rows(Context), contexts.Length);
            contexts.CopyTo(kept);
            Denormals.Flush(kept);
            """);
        if (plan.CopiesState)
        {
            writer.Raw("""

                int count = contexts.Length / ContextSize;
                for (int sequence = 0; sequence < count; sequence++)
                {
                    BeginAsContext(memory.Row(Context, ContextSize, sequence), ref memory.States<State>(States, count)[sequence]);
                }
                """);
        }

        writer.Close();
        writer.Line();
    }

    /// <summary>One source, for steps.</summary>
    private void EmitSource()
    {
        writer.Raw("/// <summary>Checks the source and encodes it.</summary>");
        writer.Open($"public void Encode(ReadOnlySpan<{_text.SourceElement}> source, EncoderDecoderMemory memory)");
        writer.Raw($"int length = source.Length{(_text.SourceIsTokens ? "" : " / InputSize")};\nvar lengths = MemoryMarshal.CreateReadOnlySpan(ref length, 1);");
        EmitChecks("lengths", "1");
        writer.Raw("""
            memory.Begin(lengths, default, _parameters.Span);
            EncodeBatch(ref MemoryMarshal.GetReference(source), source.Length, lengths, memory);
            """);
        writer.Close();
        writer.Line();
    }

    /// <summary>The checks of sources.</summary>
    public void EmitChecks(string lengths, string batchSize)
    {
        string room = $"Arguments.Room(source.Length, {_text.SourceSize}, {lengths}, {batchSize}, MaxSource, \"MaxSource\", nameof(source))";
        if (_text.SourceIsTokens)
        {
            string others = plan.Pair.Source!.OutOfVocabulary ? "true" : "false";
            writer.Raw($"int sourceRoom = {room};\nArguments.TokensOfBatch(source, sourceRoom, {lengths}, VocabularySize, outOfVocabulary: {others}, nameof(source));");
        }
        else
        {
            writer.Raw($"int sourceRoom = {room};");
        }
    }

    private void EmitEncode()
    {
        string size = _text.SourceIsTokens ? "1" : "InputSize";
        writer.Raw("/// <summary>Runs the encoder over sources, whose rows are sourceStride apart, and all that depends on them alone.</summary>");
        writer.Open($"private void EncodeBatch(ref {_text.SourceElement} source, int sourceStride, ReadOnlySpan<int> sourceLengths, EncoderDecoderMemory memory)");
        if (plan.Encoder is { } encoder)
        {
            writer.Raw($"""
                // The encoder, from a state of zero.
                var encoderStates = memory.States<{encoder.Type}.State>(EncoderStates, sourceLengths.Length);
                encoderStates.Clear();
                {PairText.Run(encoder, $"new Batch(sourceStride, {size}, {_text.StridesOf("Annotations")})", "source", "memory.Rows(Annotations)", "encoderStates")}
                """);
        }
        else
        {
            writer.Raw($"""
                // The encoder, from states of zero; the last cell's are those that count.
                var allStates = memory.States<{_text.EncoderState}>(EncoderStates, sourceLengths.Length);
                {PairEncoderNetEmitter.Field}.Encode(ref source, sourceStride, ref memory.Rows(Annotations), {_text.StridesOf("Annotations")}, sourceLengths, allStates, memory.Encoder!);
                var encoderStates = {_text.LastCell("allStates")};
                """);
        }

        if (plan.Part("AttentionKey") is { } key)
        {
            writer.Raw($"""

                // W_k s_j, of every step of the source.
                {PairText.Run(key, _text.Batch("Annotations", "Keys"), "memory.Rows(Annotations)", "memory.Rows(Keys)", PairText.None(key))}
                """);
        }

        writer.Raw("""

            for (int sequence = 0; sequence < sourceLengths.Length; sequence++)
            {
                KeepContext(ref encoderStates[sequence], memory.Row(Context, ContextSize, sequence));
            """);
        if (plan.CopiesState)
        {
            writer.Raw($"    BeginAsEncoder(ref encoderStates[sequence], ref memory.States<State>(States, sourceLengths.Length)[sequence]);");
        }

        writer.Raw("}");
        writer.Close();
        writer.Line();
    }

    /// <summary>The last state of the encoder's last layer.</summary>
    private void EmitContext()
    {
        var cell = plan.Pair.Encoder!;
        int size = cell.StateSize;
        int last = cell.Layers - 1;
        writer.Raw("/// <summary>The context: the last state of the encoder's last layer.</summary>");
        writer.Open($"private static void KeepContext(ref {_text.EncoderCellState} state, Span<float> context)");
        writer.Raw(Invariant($"state.Hidden({last}).CopyTo(context);"));
        if (cell.SumsDirections)
        {
            writer.Raw(Invariant($"Rows.Add(ref MemoryMarshal.GetReference(state.Hidden({last}, 1)), 0, ref MemoryMarshal.GetReference(context), 0, 1, {size});"));
        }
        else if (cell.Bidirectional)
        {
            writer.Raw(Invariant($"state.Hidden({last}, 1).CopyTo(context.Slice({size}));"));
        }

        writer.Close();
        writer.Line();
    }

    /// <summary>The decoder's first state from the encoder's last.</summary>
    private void EmitCopied()
    {
        writer.Raw("/// <summary>The decoder begins with the encoder's last state.</summary>");
        writer.Open($"private static void BeginAsEncoder(ref {_text.EncoderCellState} from, ref State state)");
        EmitDecoder();
        writer.Open($"for (int layer = 0; layer < {plan.Pair.Decoder.Layers}; layer++)");
        foreach (var part in plan.Decoder.Core.StateParts)
        {
            string values = LayerText.Part(plan.Decoder.Core, part.Name, "layer");
            writer.Raw($"from.{values}.CopyTo(decoder.{values});");
        }

        writer.Close();
        writer.Close();
        writer.Line();
    }

    /// <summary>The decoder's first state from the context, which is one.</summary>
    private void EmitBegun()
    {
        writer.Raw("/// <summary>The decoder begins with the context.</summary>");
        writer.Open($"private static void BeginAsContext(ReadOnlySpan<float> context, ref State state)");
        EmitDecoder();
        writer.Raw("context.CopyTo(decoder.Hidden(0));\nDenormals.Flush(decoder.Hidden(0));");
        writer.Close();
        writer.Line();
    }

    private void EmitDecoder() =>
        writer.Raw($"state = default;\nref {plan.Decoder.Type}.State decoder = ref LayerStates.Of<State, {plan.Decoder.Type}.State>(ref state, 0);");

    /// <summary>The decoder's first state through the bridge.</summary>
    private void EmitBridged()
    {
        writer.Raw("/// <summary>The decoder begins with what the bridge made of the context: h of the first layer, its cell state where there is one, h of the second.</summary>");
        writer.Open($"private static void BeginBridged(ReadOnlySpan<float> bridged, ref State state)");
        EmitDecoder();
        EmitParts((part, offset, length) => Invariant($"bridged.Slice({offset}, {length}).CopyTo(decoder.{part});"));
        writer.Close();
        writer.Line();
    }

    /// <summary>A statement for each part of the decoder's state and its place in a row of the bridge.</summary>
    public void EmitParts(Func<string, int, int, string> statement)
    {
        int offset = 0;
        for (int layer = 0; layer < plan.Pair.Decoder.Layers; layer++)
        {
            foreach (var part in plan.Decoder.Core.StateParts)
            {
                int length = plan.Decoder.Core.SizeOf(part.Units);
                writer.Raw(statement(LayerText.Part(plan.Decoder.Core, part.Name, Invariant($"{layer}")), offset, length));
                offset += length;
            }
        }
    }
}
