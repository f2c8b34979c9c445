using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

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
        writer.OpenMember(
            "Checks the arguments and runs a batch.",
            $"public void Forward({Parameters(_text)}, Span<float> {_text.Output}, EncoderDecoderMemory memory)");
        EmitChecks(_text.Output);
        writer.Raw($"""
            Arguments.Length({_text.Output}.Length, targetLengths.Length * targetRoom, OutputSize, nameof({_text.Output}));
            Arguments.DistinctForward({_text.Source}, nameof({_text.Source}), {_text.Output}, default(Span<State>), "", _parameters.Span, nameof({_text.Output}));
            memory.Begin({_text.SourceLengths}, targetLengths, _parameters.Span);{(plan.Pair.FeedBack ? "\ninputLengths.CopyTo(memory.Given);" : "")}
            {(plan.Encodes ? $"EncodeBatch(ref MemoryMarshal.GetReference(source), sourceRoom * {_text.SourceSize}, sourceLengths, memory);" : "KeepContexts(context, memory);")}
            """);
        writer.Line();
        new PairStageEmitter(writer, plan, "targetLengths", _text.UsersSource).Emit(plan.Encodes ? plan.Network.Decode : plan.Network.Encode.Concat(plan.Network.Decode));
        writer.End();
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
}
