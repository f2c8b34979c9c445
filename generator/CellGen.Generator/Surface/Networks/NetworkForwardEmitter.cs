using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits the forward pass of a net of several layers: one layer after the other, each over all sequences of a batch.</summary>
internal sealed class NetworkForwardEmitter(CodeWriter writer, NetworkPlan plan)
{
    private readonly NetworkArguments _arguments = new(writer, plan);
    private readonly NetFace _face = NetFace.Of(plan);

    private InputText Input => _arguments.Input;

    public void Emit()
    {
        EmitSequence();
        EmitBatch();
        EmitRun();
    }

    private void EmitSequence()
    {
        writer.OpenMember(
            "Checks the arguments and runs a sequence, with the memory of a workspace or a tape.",
            $"public void Forward({Input.Parameter}, {_face.OutputParameters}, ref State state, NetworkMemory memory)");
        writer.Raw("var states = MemoryMarshal.CreateSpan(ref state, 1);");
        _arguments.EmitDistinctForward("states", "state");
        writer.Raw(Input.Steps("memory"));
        foreach (var output in _arguments.Outputs)
        {
            writer.Raw($"Arguments.Length({output.Name}.Length, {(output.OneRow ? "1" : "steps")}, {output.SizeName}, nameof({output.Name}));");
        }

        writer.Raw("var lengths = MemoryMarshal.CreateReadOnlySpan(ref steps, 1);\nmemory.Begin(lengths, _parameters.Span);");
        if (plan.ChunkSteps > 0)
        {
            EmitChunks();
        }

        writer.Raw($"""
            Run(
                {_arguments.SequenceArguments(output => output.Name)},
                steps, lengths, states, memory);
            """);
        writer.End();
    }

    /// <summary>A long sequence, without a tape, in pieces that stay in a near cache on their way through the layers.</summary>
    private void EmitChunks()
    {
        writer.Open($"for (; !memory.IsTape && steps > {plan.ChunkSteps}; steps -= {plan.ChunkSteps})");
        writer.Raw($"""
            int chunk = {plan.ChunkSteps};
            Run(
                {_arguments.SequenceArguments(output => output.Name)},
                chunk, MemoryMarshal.CreateReadOnlySpan(ref chunk, 1), states, memory);
            {Input.Name} = {Input.Name}.Slice(chunk * {Input.Size});
            {string.Join("\n", _arguments.Outputs.Select(output => $"{output.Name} = {output.Name}.Slice(chunk * {output.SizeName});"))}
            """);
        writer.End();
    }

    private void EmitBatch()
    {
        writer.OpenMember(
            "Checks the arguments and runs a batch: as many sequences at once as there is memory for.",
            "public void Forward(",
            $"    {Input.Parameter}, {_face.OutputParameters}, ReadOnlySpan<int> lengths, Span<State> states, BatchLayout layout, NetworkMemory memory)");
        _arguments.EmitDistinctForward("states", "states");
        _arguments.EmitBatches(output => output.Name, "states", "memory");
        writer.Raw("memory.Begin(lengths, _parameters.Span);");
        writer.Open($"for (int firstSequence = 0; firstSequence < lengths.Length; firstSequence += memory.BatchSize)");
        writer.Raw($"""
            int sequenceCount = Math.Min(memory.BatchSize, lengths.Length - firstSequence);
            Run(
                {_arguments.BatchArguments(output => output.Name, "firstSequence")},
                {NetworkArguments.BatchOf(_arguments.Outputs[0])}.Steps, lengths.Slice(firstSequence, sequenceCount), states.IsEmpty ? {(plan.Spec.TrainsInitialState ? "memory.States(sequenceCount, Initial)" : "states")} : states.Slice(firstSequence, sequenceCount), memory);
            """);
        writer.Close();
        writer.End();
    }

    /// <summary>The way through the layers alone.</summary>
    public void EmitRun()
    {
        writer.OpenMember(
            "Runs sequences through the layers; their rows are any distance apart.",
            "private void Run(",
            $"    {_arguments.RowParameters(_arguments.Outputs.Select(output => output.Name))},",
            "    int steps, ReadOnlySpan<int> lengths, Span<State> states, NetworkMemory memory)");
        if (plan.Layers.Any(layer => layer.Spec.OneRow))
        {
            writer.Raw("var ones = memory.Ones(lengths.Length);\n");
        }

        new BatchStageEmitter(writer, plan, "memory", "states").Emit(plan.Forward, EmitRows);
        writer.End();
    }

    /// <summary>The rows that a layer writes, where they are not the user's.</summary>
    private void EmitRows(LayerPlan layer)
    {
        if (layer.Rows >= 0)
        {
            writer.Raw(Invariant($"ref float {layer.Local} = ref memory.Rows({layer.Rows});"));
        }
    }
}
