using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the backward pass, as it is derived from the forward one.</summary>
internal sealed class PairBackwardEmitter(CodeWriter writer, PairPlan plan)
{
    private readonly PairText _text = new(plan);

    public void Emit()
    {
        writer.OpenMember(
            "Checks the arguments and runs a batch backwards.",
            $"public void Backward({PairForwardEmitter.Parameters(_text)}, ReadOnlySpan<float> {_text.Gradient}, {_text.ContextGradient}Gradient gradient, EncoderDecoderMemory memory)");
        new PairForwardEmitter(writer, plan).EmitChecks(_text.Gradient);
        writer.Raw($"""
            Arguments.Length({_text.Gradient}.Length, targetLengths.Length * targetRoom, OutputSize, nameof({_text.Gradient}));
            {(plan.Encodes ? "" : ContextChecks())}memory.BeginBackward({_text.SourceLengths}, targetLengths, _parameters.Span);{(plan.Pair.FeedBack ? "\nmemory.CheckGiven(inputLengths);" : "")}
            memory.ClearGradients();

            """);
        new PairStageEmitter(writer, plan, "targetLengths", _text.UsersSource).Emit(plan.Network.Backward);
        if (!plan.Encodes)
        {
            writer.Raw("\nMemoryMarshal.CreateReadOnlySpan(ref memory.Gradient(Context), contextGradient.Length).CopyTo(contextGradient);");
        }

        writer.End();
    }

    /// <summary>The gradient of contexts is wanted or not, and is no other memory.</summary>
    private string ContextChecks() => $$"""
        if (!contextGradient.IsEmpty)
        {
            Arguments.Length(contextGradient.Length, targetLengths.Length, ContextSize, nameof(contextGradient));
        }

        Arguments.DistinctBackward(context, nameof(context), {{_text.Gradient}}, contextGradient, default(Span<State>), "", gradient.Values, _parameters.Span, nameof({{_text.Gradient}}), nameof(contextGradient));

        """;
}
