using CellGen.Generator.Flow;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>
/// Emits the passes of a net of several layers: one layer after the other, each over all sequences of a batch; and backward, as it is
/// derived from that.
/// </summary>
internal sealed class NetworkPassEmitter(CodeWriter writer, NetworkPlan plan)
{
    private readonly EntryEmitter _entry = new(writer, NetFace.Of(plan));

    private NetworkArguments Arguments => new(_entry);

    private InputText Input => _entry.Input;

    /// <summary>The steps of the longest sequence of a batch.</summary>
    private string BatchSteps => _entry.BatchOf(_entry.Outputs[0]) + ".Steps";

    /// <summary>What Forward ends in.</summary>
    public void EmitForward()
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
        _entry.OpenForwardBatch();
        writer.Open($"for (int firstSequence = 0; firstSequence < lengths.Length; firstSequence += memory.BatchSize)");
        writer.Raw($"""
            int sequenceCount = Math.Min(memory.BatchSize, lengths.Length - firstSequence);
            Run(
                {Arguments.OfBatch(output => output.Name, "firstSequence")},
                {BatchSteps}, lengths.Slice(firstSequence, sequenceCount), states.IsEmpty ? {(plan.Spec.TrainsInitialState ? "memory.States(sequenceCount, Initial)" : "states")} : states.Slice(firstSequence, sequenceCount), memory);
            """);
        writer.Close();
        writer.End();
    }

    /// <summary>What Backward ends in.</summary>
    public void EmitBackward()
    {
        string inputGradient = Input.IsTokens ? "" : "ref MemoryMarshal.GetReference(inputGradient), !inputGradient.IsEmpty, ";
        _entry.OpenBackward();
        writer.Raw($"""
            RunBackward(
                {Arguments.OfSequence(output => output.Gradient)},
                {inputGradient}steps, lengths, stateGradients, gradient, tape);
            """);
        writer.End();
        _entry.OpenBackwardBatch();
        if (plan.Spec.TrainsInitialState)
        {
            writer.Raw("var wanted = stateGradients;\nstateGradients = wanted.IsEmpty ? tape.States(lengths.Length, default(State)) : wanted;");
        }

        writer.Raw($"""
            RunBackward(
                {Arguments.OfBatch(output => output.Gradient, "0")},
                {inputGradient}{BatchSteps}, lengths, stateGradients, gradient, tape);
            """);
        if (plan.Spec.TrainsInitialState)
        {
            writer.Block(
                $"for (int sequence = 0; wanted.IsEmpty && sequence < lengths.Length; sequence++)",
                "AddInitial(stateGradients[sequence], gradient.Values);");
        }

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
        EmitOnes("memory", "\n");
        new BatchStageEmitter(writer, plan, "memory", "states").Emit(plan.Forward, layer =>
        {
            // The rows that it writes, where they are not the user's.
            if (layer.Rows >= 0)
            {
                writer.Raw(Invariant($"ref float {layer.Local} = ref memory.Rows({layer.Rows});"));
            }
        });
        writer.End();
    }

    /// <summary>The way back alone.</summary>
    public void EmitRunBackward()
    {
        writer.OpenMember(
            "Runs sequences backwards through the layers; their rows are any distance apart.",
            "private void RunBackward(",
            $"    {Arguments.Parameters(output => output.Gradient)},",
            $"    {(Input.IsTokens ? "" : "ref float inputGradient, bool wantsInput, ")}int steps, ReadOnlySpan<int> lengths, Span<State> stateGradients, Gradient gradient, NetworkMemory tape)");
        EmitOnes("tape", "");
        var read = new HashSet<Rows>(plan.Backward.Where(stage => stage.Operation.ReadsForward).Select(stage => stage.Of!.Rows));
        foreach (var layer in plan.Layers.Where(layer => layer.Rows >= 0))
        {
            if (read.Any(rows => rows.Layer == layer.Index))
            {
                writer.Raw(Invariant($"ref float {layer.Local} = ref tape.Rows({layer.Rows});"));
            }

            writer.Raw(Invariant($"ref float {RowsText.GradientOf(layer)} = ref tape.Gradient({layer.Rows});"));
        }

        writer.Line();
        new BatchStageEmitter(writer, plan, "tape", "stateGradients").Emit(plan.Backward);
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

    /// <summary>The lengths of rows of which each sequence has one.</summary>
    private void EmitOnes(string memory, string end)
    {
        if (plan.Layers.Any(layer => layer.Spec.OneRow))
        {
            writer.Raw($"var ones = {memory}.Ones(lengths.Length);{end}");
        }
    }
}
