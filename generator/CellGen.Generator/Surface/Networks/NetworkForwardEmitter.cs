using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits the forward pass of a net of several layers: one layer after the other, each over all sequences of a batch.</summary>
internal sealed class NetworkForwardEmitter(CodeWriter writer, NetworkPlan plan)
{
    private readonly EntryEmitter _entry = new(writer, NetFace.Of(plan));

    private NetworkArguments Arguments => new(_entry);

    private InputText Input => _entry.Input;

    public void Emit()
    {
        EmitSequence();
        EmitBatch();
        EmitRun();
    }

    private void EmitSequence()
    {
        _entry.OpenForward();
        if (plan.ChunkSteps > 0)
        {
            EmitChunks();
        }

        writer.Raw($"""
            Run(
                {Arguments.OfSequence(output => output.Name)},
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
                {Arguments.OfSequence(output => output.Name)},
                chunk, MemoryMarshal.CreateReadOnlySpan(ref chunk, 1), states, memory);
            {Input.Name} = {Input.Name}.Slice(chunk * {Input.Size});
            {string.Join("\n", _entry.Outputs.Select(output => $"{output.Name} = {output.Name}.Slice(chunk * {output.SizeName});"))}
            """);
        writer.End();
    }

    private void EmitBatch()
    {
        _entry.OpenForwardBatch();
        writer.Open($"for (int firstSequence = 0; firstSequence < lengths.Length; firstSequence += memory.BatchSize)");
        writer.Raw($"""
            int sequenceCount = Math.Min(memory.BatchSize, lengths.Length - firstSequence);
            Run(
                {Arguments.OfBatch(output => output.Name, "firstSequence")},
                {_entry.BatchOf(_entry.Outputs[0])}.Steps, lengths.Slice(firstSequence, sequenceCount), states.IsEmpty ? {(plan.Spec.TrainsInitialState ? "memory.States(sequenceCount, Initial)" : "states")} : states.Slice(firstSequence, sequenceCount), memory);
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
            $"    {Arguments.Parameters(output => output.Name)},",
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
