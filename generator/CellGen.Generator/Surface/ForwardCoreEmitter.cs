using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits what the overloads of Forward end in: the checks of their arguments, and the loop over the sequences of a batch.</summary>
internal sealed class ForwardCoreEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly InputText _input = new(plan.Spec);
    private readonly EntryEmitter _entry = new(writer, NetFace.Of(plan));

    private string TableParameter => _spec.HasTable ? ", TokenTable? table" : "";

    private string TableArgument => _spec.HasTable ? ", table" : "";

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
        _entry.OpenForward();
        writer.Raw($"Run(ref MemoryMarshal.GetReference({_input.Name}), {_input.Size}, ref MemoryMarshal.GetReference(output), OutputSize, steps, ref state, memory{TableArgument});");
        writer.End();
    }

    private void EmitBatch()
    {
        _entry.OpenForwardBatch();
        writer.Raw($"RunBatch(batch, ref MemoryMarshal.GetReference({_input.Name}), ref MemoryMarshal.GetReference(output), lengths, states, memory{TableArgument});");
        writer.End();
    }

    private void EmitRunBatch()
    {
        writer.OpenMember(
            "Runs a batch: each sequence alone, or neighbours side by side.",
            $"{SourceFile.AccessOf(_spec)} void RunBatch(",
            $"    in Batch batch, ref {_input.Element} {_input.Name}, ref float output, ReadOnlySpan<int> lengths, Span<State> states, SequenceMemory memory{TableParameter})");
        writer.Open($"for (int sequence = 0; sequence < lengths.Length; sequence++)");
        if (plan.RunsBatchLanes)
        {
            EmitGroup();
        }

        if (plan.RunsAbreast)
        {
            EmitAbreast();
        }

        writer.Raw($"""
            State none = default;
            ref State state = ref states.IsEmpty ? ref none : ref states[sequence];
            memory.Select(sequence);
            Run(
                ref Unsafe.Add(ref {_input.Name}, batch.InputOffset(sequence)), batch.InputStep,
                ref Floats.At(ref output, batch.OutputOffset(sequence)), batch.OutputStep,
                lengths[sequence], ref state, memory{TableArgument});
            """);
        writer.Close();
        writer.End();
    }

    /// <summary>Neighbours run abreast, as many as there is memory for: a tape has some, and a workspace of the largest nets.</summary>
    private void EmitAbreast()
    {
        string fewest = _spec.HasTable ? "table is not null ? 1 : " : "";
        writer.Raw($"int abreast = {fewest}Math.Min(memory.Abreast, lengths.Length - sequence);");
        writer.Open($"if (abreast > 1)");
        writer.Raw($"""
            RunAbreast(batch, ref {_input.Name}, ref output, lengths.Slice(sequence, abreast), states.IsEmpty ? states : states.Slice(sequence, abreast), sequence, memory);
            sequence += abreast - 1;
            continue;
            """);
        writer.End();
    }

    /// <summary>Neighbours of one length run side by side, if they are many enough; a table of products serves one at a time.</summary>
    private void EmitGroup()
    {
        writer.Raw("int group = Batch.CountAlike(lengths[sequence..], _kernels.Agents);");
        writer.Open(_spec.HasTable
            ? (FormattableString)$"if (group >= _kernels.FewestAgents && memory.HoldsGroup && table is null)"
            : $"if (group >= _kernels.FewestAgents && memory.HoldsGroup)");
        writer.Raw($"""
            RunGroup(
                ref Unsafe.Add(ref {_input.Name}, batch.InputOffset(sequence)), batch.InputOffset(1), batch.InputStep,
                ref Floats.At(ref output, batch.OutputOffset(sequence)), batch.OutputOffset(1), batch.OutputStep,
                lengths[sequence], group, states.IsEmpty ? states : states.Slice(sequence, group), memory);
            sequence += group - 1;
            continue;
            """);
        writer.End();
    }
}
