using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Routes;

/// <summary>
/// Emits the passes over a batch: forward, with teacher forcing, sources, then the decoder over the targets, attention and the head; and
/// backward, as it is derived.
/// </summary>
internal sealed class PairPassEmitter(CodeWriter writer, PairPlan plan)
{
    private readonly PairText _text = new(plan);

    private PairStageEmitter Stages => new(writer, plan, "targetLengths", _text.UsersSource);

    /// <summary>The arguments of both.</summary>
    private string Parameters =>
        $"ReadOnlySpan<{_text.SourceElement}> {_text.Source}{_text.LengthsParameter}, ReadOnlySpan<{_text.TargetElement}> {_text.Target}{_text.GivenParameter}, ReadOnlySpan<int> targetLengths";

    public void EmitForward()
    {
        writer.OpenMember("Checks the arguments and runs a batch.", $"public void Forward({Parameters}, Span<float> {_text.Output}, EncoderDecoderMemory memory)");
        EmitChecks(_text.Output);
        writer.Raw($"""
            Arguments.DistinctForward({_text.Source}, nameof({_text.Source}), {_text.Output}, default(Span<State>), "", _parameters.Span, nameof({_text.Output}));
            memory.Begin({_text.SourceLengths}, targetLengths, _parameters.Span);{(plan.Pair.FeedBack ? "\ninputLengths.CopyTo(memory.Given);" : "")}
            {(plan.Encodes ? $"EncodeBatch(ref MemoryMarshal.GetReference(source), sourceRoom * {_text.SourceSize}, sourceLengths, memory);" : "KeepContexts(context, memory);")}

            """);
        Stages.Emit(plan.Encodes ? plan.Network.Decode : plan.Network.Encode.Concat(plan.Network.Decode));
        writer.End();
    }

    public void EmitBackward()
    {
        writer.OpenMember(
            "Checks the arguments and runs a batch backwards.",
            $"public void Backward({Parameters}, ReadOnlySpan<float> {_text.Gradient}, {_text.ContextGradient}Gradient gradient, EncoderDecoderMemory memory)");
        EmitChecks(_text.Gradient);
        if (!plan.Encodes)
        {
            EmitContextChecks();
        }

        writer.Raw($"""
            memory.BeginBackward({_text.SourceLengths}, targetLengths, _parameters.Span);{(plan.Pair.FeedBack ? "\nmemory.CheckGiven(inputLengths);" : "")}
            memory.ClearGradients();

            """);
        Stages.Emit(plan.Network.Backward);
        if (!plan.Encodes)
        {
            writer.Raw("\nMemoryMarshal.CreateReadOnlySpan(ref memory.Gradient(Context), contextGradient.Length).CopyTo(contextGradient);");
        }

        writer.End();
    }

    /// <summary>The checks of sources and targets, and of what has a row for each step of the target.</summary>
    private void EmitChecks(string output)
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

        writer.Raw($"Arguments.Length({output}.Length, targetLengths.Length * targetRoom, OutputSize, nameof({output}));");
    }

    /// <summary>The gradient of contexts is wanted or not, and is no other memory.</summary>
    private void EmitContextChecks()
    {
        writer.Block($"if (!contextGradient.IsEmpty)", "Arguments.Length(contextGradient.Length, targetLengths.Length, ContextSize, nameof(contextGradient));");
        writer.Line();
        writer.Raw($"Arguments.DistinctBackward(context, nameof(context), {_text.Gradient}, contextGradient, default(Span<State>), \"\", gradient.Values, _parameters.Span, nameof({_text.Gradient}), nameof(contextGradient));");
    }
}
