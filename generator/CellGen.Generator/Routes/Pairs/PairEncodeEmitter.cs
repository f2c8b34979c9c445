using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Routes;

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
        }
        else
        {
            EmitGiven();
        }
    }

    /// <summary>A context that is given, for steps.</summary>
    private void EmitGiven()
    {
        writer.OpenMember(
            "Checks the context and keeps it for steps.",
            $"public static void Begin(ReadOnlySpan<float> context, EncoderDecoderMemory memory)");
        writer.Raw("Arguments.Length(context.Length, 1, ContextSize, nameof(context));\ncontext.CopyTo(memory.Row(Context, ContextSize));");
        writer.End();
        if (!plan.Spec.Network.Training)
        {
            return;
        }

        writer.OpenMember(
            "Keeps the contexts of a batch.",
            $"private static void KeepContexts(ReadOnlySpan<float> contexts, EncoderDecoderMemory memory)");
        writer.Raw("""
            var kept = MemoryMarshal.CreateSpan(ref memory.Rows(Context), contexts.Length);
            contexts.CopyTo(kept);
            Denormals.Flush(kept);
            """);
        writer.End();
    }

    /// <summary>One source, for steps.</summary>
    private void EmitSource()
    {
        writer.OpenMember(
            "Checks the source and encodes it.",
            $"public void Encode(ReadOnlySpan<{_text.SourceElement}> source, EncoderDecoderMemory memory)");
        writer.Raw($"int length = source.Length{(_text.SourceIsTokens ? "" : " / InputSize")};\nvar lengths = MemoryMarshal.CreateReadOnlySpan(ref length, 1);");
        EmitChecks("lengths", "1");
        writer.Raw("""
            memory.Begin(lengths, default, _parameters.Span);
            EncodeBatch(ref MemoryMarshal.GetReference(source), source.Length, lengths, memory);
            """);
        writer.End();
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
        writer.OpenMember(
            "Runs the encoder over sources, whose rows are sourceStride apart, and all that depends on them alone.",
            $"private void EncodeBatch(ref {_text.SourceElement} source, int sourceStride, ReadOnlySpan<int> sourceLengths, EncoderDecoderMemory memory)");
        new PairStageEmitter(writer, plan, "sourceLengths", new RowsText("source", "sourceStride", _text.SourceSize)).Emit(plan.Network.Encode);
        writer.End();
    }
}
