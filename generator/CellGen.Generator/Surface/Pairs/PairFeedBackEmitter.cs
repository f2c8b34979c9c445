using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>
/// Emits the head's backward pass of a decoder that reads what it wrote: first what the outputs' own gradients are to the states; its
/// weights last, when the decoder has said what each output did to the steps behind it. So a batch adds in the order of its sequences.
/// </summary>
internal sealed class PairFeedBackEmitter(CodeWriter writer, PairPlan plan)
{
    private readonly PairText _text = new(plan);

    /// <summary>Before the decoder's backward pass.</summary>
    public void EmitStates()
    {
        var head = plan.Head;
        int step = plan.RowsOf("Fed")!.Step;
        writer.Raw(Invariant($$"""
            // The head: what the gradients of the outputs are to the states.
            {{head.Field}}.BeginInputGradient(memory.Layer({{head.Index}}));
            for (int sequence = 0; sequence < targetLengths.Length; sequence++)
            {
                int steps = targetLengths[sequence];
                ref float written = ref memory.Gradient(Fed, sequence);
                Rows.Copy(ref Unsafe.Add(ref MemoryMarshal.GetReference({{_text.Gradient}}), sequence * targetRoom * OutputSize), OutputSize, ref written, {{step}}, steps, OutputSize);
                Denormals.Flush(MemoryMarshal.CreateSpan(ref written, steps * {{step}}));
                for (int step = 0; step < steps; step++)
                {
                    {{head.Field}}.InputGradient(ref memory.Gradient(Fed, sequence, step), ref memory.Gradient(Outputs, sequence, step), memory.Layer({{head.Index}}));
                }
            }

            """));
    }

    /// <summary>After the decoder's backward pass.</summary>
    public void EmitWeights() => writer.Raw(
        $"// The weights of the head, whose outputs were read, too.\n{PairText.RunBackward(plan.Head, _text.Batch("Outputs", "Fed"), "memory.Rows(Outputs)", "memory.Gradient(Fed)", "ref memory.Gradient(Outputs), false, ", PairText.None(plan.Head))}");
}
