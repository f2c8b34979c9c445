using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits what the overloads of Backward end in: the checks of their arguments, and the loop over the sequences of a batch.</summary>
internal sealed class BackwardCoreEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly InputText _input = new(plan.Spec);
    private readonly EntryEmitter _entry = new(writer, NetFace.Of(plan));

    private bool IsDense => _spec.Tokens is null;

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
        _entry.OpenBackward();
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
        _entry.OpenBackwardBatch();
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

    /// <summary>The call that transposes what is multiplied with.</summary>
    private void EmitTranspose(string wantsInput)
    {
        if (new TransposedWeightsEmitter(writer, plan).Call(wantsInput) is { Length: > 0 } call)
        {
            writer.Raw(call);
        }
    }
}
