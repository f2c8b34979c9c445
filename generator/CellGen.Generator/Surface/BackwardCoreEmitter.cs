using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits what the overloads of Backward end in: the checks of their arguments, and the loop over the sequences of a batch.</summary>
internal sealed class BackwardCoreEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly InputText _input = new(plan.Spec);

    private bool IsDense => _spec.Tokens is null;

    private string Start => $"{_input.Parameter}, ReadOnlySpan<float> outputGradient, {(IsDense ? "Span<float> inputGradient, " : "")}";

    public void Emit()
    {
        EmitSequence();
        EmitBatch();
    }

    private void EmitSequence()
    {
        writer.Raw("/// <summary>Checks the arguments and runs the backward pass of a sequence.</summary>");
        writer.Raw("public void Backward(");
        writer.Raw($"    {Start}ref State stateGradient, Gradient gradient, SequenceMemory tape)");
        writer.Open();
        writer.Raw($"""
            {_input.Steps("tape")}
            tape.BeginBackward(steps, _parameters.Span);
            Arguments.Length(outputGradient.Length, {(_spec.OneRow ? "1" : "steps")}, OutputSize, nameof(outputGradient));
            """);
        EmitChecks("steps, InputSize", "MemoryMarshal.CreateSpan(ref stateGradient, 1)", "stateGradient");
        string inputGradient = IsDense ? "ref MemoryMarshal.GetReference(inputGradient), !inputGradient.IsEmpty, " : "";
        writer.Raw($"""
            RunBackward(
                ref MemoryMarshal.GetReference({_input.Name}), {_input.Size}, ref MemoryMarshal.GetReference(outputGradient), OutputSize,
                {inputGradient}steps, ref stateGradient, gradient, tape);
            """);
        writer.Close();
        writer.Line();
    }

    private void EmitBatch()
    {
        writer.Raw("/// <summary>Checks the arguments and runs the backward pass of a batch.</summary>");
        writer.Raw("public void Backward(");
        writer.Raw($"    {Start}ReadOnlySpan<int> lengths, Span<State> stateGradients,");
        writer.Raw("    BatchLayout layout, Gradient gradient, SequenceMemory tape)");
        writer.Open();
        writer.Raw($"""
            var batch = Batch.Create(
                {_input.Name}.Length, nameof({_input.Name}), {_input.Size}, outputGradient.Length, nameof(outputGradient), OutputSize,
                oneRow: {(_spec.OneRow ? "true" : "false")}, lengths, stateGradients.Length, tape.MaxSteps, layout);
            tape.BeginBackward(lengths, _parameters.Span);
            """);
        if (!IsDense)
        {
            writer.Raw($"batch.CheckTokens(tokens, lengths, VocabularySize, outOfVocabulary: {(_spec.Tokens!.OutOfVocabulary ? "true" : "false")}, nameof(tokens));");
        }

        EmitChecks("1, input.Length", "stateGradients", "stateGradients");
        writer.Open($"for (int sequence = 0; sequence < lengths.Length; sequence++)");
        string inputGradient = IsDense
            ? "ref Unsafe.Add(ref MemoryMarshal.GetReference(inputGradient), batch.InputOffset(sequence)), !inputGradient.IsEmpty,\n    "
            : "";
        writer.Raw($"""
            State none = default;
            ref State stateGradient = ref stateGradients.IsEmpty ? ref none : ref stateGradients[sequence];
            tape.Select(sequence);
            RunBackward(
                ref Unsafe.Add(ref MemoryMarshal.GetReference({_input.Name}), batch.InputOffset(sequence)), batch.InputStep,
                ref Unsafe.Add(ref MemoryMarshal.GetReference(outputGradient), batch.OutputOffset(sequence)), batch.OutputStep,
                {inputGradient}lengths[sequence], ref stateGradient, gradient, tape);
            """);
        writer.Close();
        writer.Close();
        writer.Line();
    }

    /// <summary>The length of the input's gradient, where it is wanted, and that no arguments share memory that should not; then what is transposed.</summary>
    private void EmitChecks(string inputShape, string states, string name)
    {
        if (IsDense)
        {
            writer.Open($"if (!inputGradient.IsEmpty)");
            writer.Raw($"Arguments.Length(inputGradient.Length, {inputShape}, nameof(inputGradient));");
            writer.Close();
            writer.Line();
        }

        writer.Raw($"Arguments.DistinctBackward({_input.Name}, nameof({_input.Name}), outputGradient, {(IsDense ? "inputGradient" : "default")}, {states}, nameof({name}), gradient.Values, _parameters.Span);");
        if (new TransposedWeightsEmitter(writer, plan).Call is { Length: > 0 } call)
        {
            writer.Raw(call);
        }
    }
}
