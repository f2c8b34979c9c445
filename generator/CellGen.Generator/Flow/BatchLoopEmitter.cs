using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>Emits what the overloads of Forward and Backward of a stack end in, and the loops over the sequences of a batch.</summary>
internal sealed class BatchLoopEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly InputText _input = new(plan.Spec);
    private readonly EntryEmitter _entry = new(writer, NetFace.Of(plan));

    private bool IsDense => !_input.IsTokens;

    private string Table => _spec.HasTable ? ", table" : "";

    /// <summary>The input's gradient, where rows of numbers have one, and whether it is wanted.</summary>
    private string UsersInputGradient => IsDense ? "ref MemoryMarshal.GetReference(inputGradient), !inputGradient.IsEmpty, " : "";

    private string Users(string name) => $"ref MemoryMarshal.GetReference({name})";

    public void EmitForward()
    {
        // Of a layer of a net, the net checks the arguments.
        if (_spec.Part is null)
        {
            _entry.OpenForward();
            writer.Raw($"Run({Users(_input.Name)}, {_input.Size}, {Users("output")}, OutputSize, steps, ref state, memory{Table});");
            writer.End();
            _entry.OpenForwardBatch();
            writer.Raw($"RunBatch(batch, {Users(_input.Name)}, {Users("output")}, lengths, states, memory{Table});");
            writer.End();
        }

        writer.OpenMember(
            "Runs a batch: each sequence alone, or neighbours side by side.",
            $"{SourceFile.AccessOf(_spec)} void RunBatch(",
            $"    in Batch batch, ref {_input.Element} {_input.Name}, ref float output, ReadOnlySpan<int> lengths, Span<State> states, SequenceMemory memory{(_spec.HasTable ? ", TokenTable? table" : "")})");
        OpenSequences();
        if (plan.RunsBatchLanes)
        {
            EmitGroup();
        }

        if (plan.RunsAbreast)
        {
            // A tape has memory for some, and a workspace of the largest nets.
            EmitNeighbours("abreast", $"{(_spec.HasTable ? "table is not null ? 1 : " : "")}Math.Min(memory.Abreast, lengths.Length - sequence)", "abreast > 1", $"""
                RunAbreast(batch, ref {_input.Name}, ref output, lengths.Slice(sequence, abreast), states.IsEmpty ? states : states.Slice(sequence, abreast), sequence, memory);
                """);
        }

        EmitSequence("memory", "state", "output", "Run", "", "memory" + Table);
    }

    public void EmitBackward()
    {
        if (_spec.Part is null)
        {
            _entry.OpenBackward();
            EmitTranspose("!inputGradient.IsEmpty");
            writer.Raw($"""
                RunBackward(
                    {Users(_input.Name)}, {_input.Size}, {Users("outputGradient")}, OutputSize,
                    {UsersInputGradient}steps, ref stateGradient, gradient, tape);
                """);
            writer.End();
            _entry.OpenBackwardBatch();
            writer.Raw($"""
                RunBackwardBatch(
                    batch, {Users(_input.Name)}, {Users("outputGradient")},
                    {UsersInputGradient}lengths, stateGradients, gradient, tape);
                """);
            writer.End();
        }

        writer.OpenMember(
            $"The backward pass of a batch, {(plan.RunsAbreast ? "neighbours abreast" : "one sequence after the other")}.",
            $"{SourceFile.AccessOf(_spec)} void RunBackwardBatch(",
            $"    in Batch batch, ref {_input.Element} {_input.Name}, ref float outputGradient, {(IsDense ? "ref float inputGradient, bool wantsInput, " : "")}ReadOnlySpan<int> lengths,",
            $"    Span<State> stateGradients, {SourceFile.GradientOf(_spec)} gradient, SequenceMemory tape)");
        EmitTranspose("wantsInput");
        OpenSequences();
        if (plan.RunsAbreast)
        {
            EmitNeighbours("abreast", "Math.Min(tape.Abreast, lengths.Length - sequence)", "abreast > 1", $"""
                RunBackwardAbreast(
                    batch, ref {_input.Name}, ref outputGradient, {(IsDense ? "ref inputGradient, wantsInput, " : "")}lengths.Slice(sequence, abreast),
                    stateGradients.IsEmpty ? stateGradients : stateGradients.Slice(sequence, abreast), sequence, gradient, tape);
                """);
        }

        string inputGradient = IsDense ? "ref Floats.At(ref inputGradient, batch.InputOffset(sequence)), wantsInput,\n    " : "";
        EmitSequence("tape", "stateGradient", "outputGradient", "RunBackward", inputGradient, "gradient, tape");
    }

    private void OpenSequences() => writer.Open($"for (int sequence = 0; sequence < lengths.Length; sequence++)");

    /// <summary>A sequence alone, and the end of the loop.</summary>
    private void EmitSequence(string memory, string state, string output, string run, string more, string last)
    {
        writer.Raw($"""
            State none = default;
            ref State {state} = ref {state}s.IsEmpty ? ref none : ref {state}s[sequence];
            {memory}.Select(sequence);
            {run}(
                ref Unsafe.Add(ref {_input.Name}, batch.InputOffset(sequence)), batch.InputStep,
                ref Floats.At(ref {output}, batch.OutputOffset(sequence)), batch.OutputStep,
                {more}lengths[sequence], ref {state}, {last});
            """);
        writer.Close();
        writer.End();
    }

    /// <summary>Neighbours of one length run side by side, if they are many enough; a table of products serves one at a time.</summary>
    private void EmitGroup()
    {
        string noTable = _spec.HasTable ? " && table is null" : "";
        EmitNeighbours("group", "Batch.CountAlike(lengths[sequence..], _kernels.Agents)", $"group >= _kernels.FewestAgents && memory.HoldsGroup{noTable}", $"""
            RunGroup(
                ref Unsafe.Add(ref {_input.Name}, batch.InputOffset(sequence)), batch.InputOffset(1), batch.InputStep,
                ref Floats.At(ref output, batch.OutputOffset(sequence)), batch.OutputOffset(1), batch.OutputStep,
                lengths[sequence], group, states.IsEmpty ? states : states.Slice(sequence, group), memory);
            """);
    }

    /// <summary>Sequences that run together, from this one on.</summary>
    private void EmitNeighbours(string count, string value, string condition, string run)
    {
        writer.Raw($"int {count} = {value};");
        writer.Block($"if ({condition})", $"{run}\nsequence += {count} - 1;\ncontinue;");
        writer.Line();
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
