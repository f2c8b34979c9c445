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
        writer.Raw("/// <summary>Checks the arguments and runs a sequence, with the memory of a workspace or a tape.</summary>");
        writer.Open($"public void Forward({Input.Parameter}, {_face.OutputParameters}, ref State state, NetworkMemory memory)");
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
        writer.Close();
        writer.Line();
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
        writer.Close();
        writer.Line();
    }

    private void EmitBatch()
    {
        writer.Raw("/// <summary>Checks the arguments and runs a batch: as many sequences at once as there is memory for.</summary>");
        writer.Raw("public void Forward(");
        writer.Raw($"    {Input.Parameter}, {_face.OutputParameters}, ReadOnlySpan<int> lengths, Span<State> states, BatchLayout layout, NetworkMemory memory)");
        writer.Open();
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
        writer.Close();
        writer.Line();
    }

    /// <summary>The way through the layers alone.</summary>
    public void EmitRun()
    {
        writer.Raw("/// <summary>Runs sequences through the layers; their rows are any distance apart.</summary>");
        writer.Raw("private void Run(");
        writer.Raw($"    {_arguments.RowParameters(_arguments.Outputs.Select(output => output.Name))},");
        writer.Raw("    int steps, ReadOnlySpan<int> lengths, Span<State> states, NetworkMemory memory)");
        writer.Open();
        if (plan.Layers.Any(layer => layer.Spec.OneRow))
        {
            writer.Raw("var ones = memory.Ones(lengths.Length);\n");
        }

        new BatchStageEmitter(writer, plan, "memory", "states").Emit(plan.Forward, EmitRows);
        writer.Close();
        writer.Line();
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
