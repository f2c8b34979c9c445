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
        // Of a layer of a net, the net checks the arguments.
        if (_spec.Part is null)
        {
            EmitSequence();
            EmitBatch();
        }

        EmitRunBatch();
    }

    private void EmitSequence()
    {
        writer.OpenMember(
            "Checks the arguments and runs the backward pass of a sequence.",
            "public void Backward(",
            $"    {Start}ref State stateGradient, Gradient gradient, SequenceMemory tape)");
        writer.Raw($"""
            {_input.Steps("tape")}
            tape.BeginBackward(steps, _parameters.Span);
            Arguments.Length(outputGradient.Length, {(_spec.OneRow ? "1" : "steps")}, OutputSize, nameof(outputGradient));
            """);
        EmitChecks("steps, InputSize", "MemoryMarshal.CreateSpan(ref stateGradient, 1)", "stateGradient");
        EmitTranspose("!inputGradient.IsEmpty");
        string inputGradient = IsDense ? "ref MemoryMarshal.GetReference(inputGradient), !inputGradient.IsEmpty, " : "";
        writer.Raw($"""
            RunBackward(
                ref MemoryMarshal.GetReference({_input.Name}), {_input.Size}, ref MemoryMarshal.GetReference(outputGradient), OutputSize,
                {inputGradient}steps, ref stateGradient, gradient, tape);
            """);
        writer.End();
    }

    private void EmitBatch()
    {
        writer.OpenMember(
            "Checks the arguments and runs the backward pass of a batch.",
            "public void Backward(",
            $"    {Start}ReadOnlySpan<int> lengths, Span<State> stateGradients,",
            "    BatchLayout layout, Gradient gradient, SequenceMemory tape)");
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
        writer.Raw($"""
            RunBackwardBatch(
                batch, ref MemoryMarshal.GetReference({_input.Name}), ref MemoryMarshal.GetReference(outputGradient),
                {(IsDense ? "ref MemoryMarshal.GetReference(inputGradient), !inputGradient.IsEmpty, " : "")}lengths, stateGradients, gradient, tape);
            """);
        writer.End();
    }

    private void EmitRunBatch()
    {
        writer.OpenMember(
            $"The backward pass of a batch, {(plan.RunsAbreast ? "neighbours abreast" : "one sequence after the other")}.",
            $"{SourceFile.AccessOf(_spec)} void RunBackwardBatch(",
            $"    in Batch batch, ref {_input.Element} {_input.Name}, ref float outputGradient, {(IsDense ? "ref float inputGradient, bool wantsInput, " : "")}ReadOnlySpan<int> lengths,",
            $"    Span<State> stateGradients, {SourceFile.GradientOf(_spec)} gradient, SequenceMemory tape)");
        EmitTranspose("wantsInput");
        writer.Open($"for (int sequence = 0; sequence < lengths.Length; sequence++)");
        if (plan.RunsAbreast)
        {
            EmitAbreast();
        }

        string inputGradient = IsDense ? "ref Floats.At(ref inputGradient, batch.InputOffset(sequence)), wantsInput,\n    " : "";
        writer.Raw($"""
            State none = default;
            ref State stateGradient = ref stateGradients.IsEmpty ? ref none : ref stateGradients[sequence];
            tape.Select(sequence);
            RunBackward(
                ref Unsafe.Add(ref {_input.Name}, batch.InputOffset(sequence)), batch.InputStep,
                ref Floats.At(ref outputGradient, batch.OutputOffset(sequence)), batch.OutputStep,
                {inputGradient}lengths[sequence], ref stateGradient, gradient, tape);
            """);
        writer.Close();
        writer.End();
    }

    private void EmitAbreast()
    {
        writer.Raw("int abreast = Math.Min(tape.Abreast, lengths.Length - sequence);");
        writer.Open($"if (abreast > 1)");
        writer.Raw($"""
            RunBackwardAbreast(
                batch, ref {_input.Name}, ref outputGradient, {(IsDense ? "ref inputGradient, wantsInput, " : "")}lengths.Slice(sequence, abreast),
                stateGradients.IsEmpty ? stateGradients : stateGradients.Slice(sequence, abreast), sequence, gradient, tape);
            sequence += abreast - 1;
            continue;
            """);
        writer.End();
    }

    /// <summary>The length of the input's gradient, where it is wanted, and that no arguments share memory that should not.</summary>
    private void EmitChecks(string inputShape, string states, string name)
    {
        if (IsDense)
        {
            writer.Block($"if (!inputGradient.IsEmpty)", $"Arguments.Length(inputGradient.Length, {inputShape}, nameof(inputGradient));");
            writer.Line();
        }

        writer.Raw($"Arguments.DistinctBackward({_input.Name}, nameof({_input.Name}), outputGradient, {(IsDense ? "inputGradient" : "default")}, {states}, nameof({name}), gradient.Values, _parameters.Span);");
    }

    /// <summary>The call that transposes what is multiplied with.</summary>
    private void EmitTranspose(string wantsInput)
    {
        if (new TransposedWeightsEmitter(writer, plan).Call(wantsInput) is { Length: > 0 } call)
        {
            writer.Raw(call);
        }
    }
}
