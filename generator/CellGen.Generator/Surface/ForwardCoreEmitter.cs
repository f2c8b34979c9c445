using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits what the overloads of Forward end in: the checks of their arguments, and the loop over the sequences of a batch.</summary>
internal sealed class ForwardCoreEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly InputText _input = new(plan.Spec);

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

    /// <summary>The check that no arguments share memory that should not.</summary>
    private void EmitDistinct(string states, string name) =>
        writer.Raw($"Arguments.DistinctForward({_input.Name}, nameof({_input.Name}), output, {states}, nameof({name}), _parameters.Span);");

    private void EmitSequence()
    {
        writer.OpenMember(
            "Checks the arguments and runs a sequence, with the memory of a workspace or a tape.",
            $"public void Forward({_input.Parameter}, Span<float> output, ref State state, SequenceMemory memory{TableParameter})");
        EmitDistinct("MemoryMarshal.CreateSpan(ref state, 1)", "state");
        writer.Raw(_input.Steps("memory"));
        writer.Raw($"""
            Arguments.Length(output.Length, {(_spec.OneRow ? "1" : "steps")}, OutputSize, nameof(output));
            memory.Begin(steps, _parameters.Span);
            Run(ref MemoryMarshal.GetReference({_input.Name}), {_input.Size}, ref MemoryMarshal.GetReference(output), OutputSize, steps, ref state, memory{TableArgument});
            """);
        writer.End();
    }

    private void EmitBatch()
    {
        writer.OpenMember(
            "Checks the arguments and runs a batch.",
            "public void Forward(",
            $"    {_input.Parameter}, Span<float> output, ReadOnlySpan<int> lengths, Span<State> states, BatchLayout layout, SequenceMemory memory{TableParameter})");
        EmitDistinct("states", "states");
        writer.Raw($"""
            var batch = Batch.Create(
                {_input.Name}.Length, nameof({_input.Name}), {_input.Size}, output.Length, nameof(output), OutputSize,
                oneRow: {(_spec.OneRow ? "true" : "false")}, lengths, states.Length, memory.MaxSteps, layout);
            """);
        if (_spec.Tokens is not null)
        {
            writer.Raw($"batch.CheckTokens(tokens, lengths, VocabularySize, outOfVocabulary: {(_spec.Tokens.OutOfVocabulary ? "true" : "false")}, nameof(tokens));");
        }

        writer.Raw($"""
            memory.Begin(lengths, _parameters.Span);
            RunBatch(batch, ref MemoryMarshal.GetReference({_input.Name}), ref MemoryMarshal.GetReference(output), lengths, states, memory{TableArgument});
            """);
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
