using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the public side of steps: Step, Settle and StepMany.</summary>
internal sealed class StepFaceEmitter(CodeWriter writer, NetFace face)
{
    private readonly InputText _input = new(face.Spec);

    private bool IsTokens => face.Spec.Tokens is not null;

    private string OutOfVocabulary(string text) => face.Spec.Tokens is { OutOfVocabulary: false } ? text : "";

    public void Emit()
    {
        EmitStep();
        if (!IsTokens)
        {
            SettleEmitter.Emit(writer, face);
        }

        if (face.Spec.Network.Agents)
        {
            EmitStepMany();
        }
        else
        {
            new LeftOutEmitter(writer, face).EmitStepMany();
        }
    }

    private void EmitStep()
    {
        writer.Raw($"""
            /// <summary>Runs the net for one step of a stream. Gives the same bits as Forward over the whole sequence.</summary>
            /// <param name="{(IsTokens ? "token" : "input")}">{(IsTokens ? "an index " + _input.Range : "[InputSize]")}</param>
            """);
        foreach (var output in face.Outputs)
        {
            writer.Raw($"/// <param name=\"{output.Name.TrimStart('@')}\">[{output.SizeName}]</param>");
        }

        writer.Raw("/// <param name=\"state\">In: the state before the step; out: after it.</param>");
        if (face.Spec.HasTable)
        {
            writer.Raw("/// <param name=\"table\">the embedding's products, from FoldEmbedding: the same bits in less time; or null</param>");
        }

        writer.Raw($"/// <exception cref=\"ArgumentException\">A span has not the length that its shape says{OutOfVocabulary(", or the token is out of the vocabulary")}, or output or state share memory with each other, the input or the parameters.</exception>");
        writer.Raw($"""
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Step({(IsTokens ? "int token" : "ReadOnlySpan<float> input")}, {face.OutputParameters}, ref State state{(face.Spec.HasTable ? ", TokenTable? table = null" : "")}) =>
                {SourceFile.CoreField}.Step({(IsTokens ? "token" : "input")}, {face.OutputArguments}, ref state{(face.Spec.HasTable ? ", table" : "")});

            """);
    }

    private void EmitStepMany()
    {
        writer.Raw($"""
            /// <summary>
            /// Runs one step of many agents, each with its own state: thousands of characters in a game, one set of weights. Gives
            /// the bits that Step gives each of them.
            /// </summary>
            /// <param name="{_input.Name}">{(IsTokens ? "[N] indices, each " + _input.Range : "[N × InputSize]")}</param>
            """);
        foreach (var output in face.Outputs)
        {
            writer.Raw($"/// <param name=\"{output.Name.TrimStart('@')}\">[N × {output.SizeName}]</param>");
        }

        writer.Raw($"""
            /// <param name="states">[N] in: each agent's state before the step; out: after it.</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says{OutOfVocabulary(", or a token is out of the vocabulary")}, or output or states share memory with each other, the input or the parameters.</exception>
            public void StepMany({_input.Parameter}, {face.OutputParameters}, Span<State> states) => {SourceFile.CoreField}.StepMany({_input.Name}, {face.OutputArguments}, states);

            """);
    }
}
