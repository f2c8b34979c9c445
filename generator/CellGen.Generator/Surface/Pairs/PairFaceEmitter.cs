using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the public methods of an encoder and decoder.</summary>
internal sealed class PairFaceEmitter(CodeWriter writer, PairPlan plan)
{
    private const string Core = SourceFile.CoreField;

    private readonly PairText _text = new(plan);

    private string SourceParameter => $"ReadOnlySpan<{_text.SourceElement}> source";

    private string TargetParameter => $"ReadOnlySpan<{_text.TargetElement}> {_text.Target}";

    public void Emit()
    {
        if (plan.Spec.Network.Training)
        {
            EmitForward();
            EmitBackward();
            new PairTrainableEmitter(writer, plan).Emit();
        }

        EmitStep();
        if (_text.TargetIsTokens)
        {
            EmitDecodeTokens();
        }
        else if (plan.Pair.FeedsBack)
        {
            EmitDecodeValues();
        }
    }

    private void EmitForward()
    {
        writer.Raw($"""
            /// <summary>Runs the net over a source and a target, with teacher forcing: each step of the decoder reads what the one before should have given.</summary>
            /// <param name="source">{_text.SourceShape("")}; S from 1 to MaxSource</param>
            /// <param name="{_text.Target}">{_text.TargetShape("")}</param>
            /// <param name="{_text.Output}">[T × OutputSize]</param>
            /// <param name="tape">keeps what Backward needs; made for at least T steps</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or a sequence is empty or too long, or a token is out of the vocabulary, or the output shares memory with the input or the parameters.</exception>
            public void Forward({SourceParameter}, {TargetParameter}, Span<float> {_text.Output}, Tape tape)
            """);
        writer.Open();
        EmitOne();
        writer.Raw($"{Core}.Forward(source, MemoryMarshal.CreateReadOnlySpan(ref sourceSteps, 1), {_text.Target}, MemoryMarshal.CreateReadOnlySpan(ref targetSteps, 1), {_text.Output}, tape.Memory);");
        writer.Close();
        writer.Raw($"""

            /// <summary>Runs the net over a batch: each sequence gives the bits that it gives alone. What lies beyond a sequence's end is neither read nor written.</summary>
            /// <param name="source">{_text.SourceShape("B × ")}</param>
            /// <param name="sourceLengths">[B] the number of steps of each source, from 1 to MaxSource</param>
            /// <param name="{_text.Target}">{_text.TargetShape("B × ")}</param>
            /// <param name="targetLengths">[B] the number of steps of each target</param>
            /// <param name="{_text.Output}">[B × T × OutputSize]</param>
            /// <param name="tape">keeps what Backward needs; made for at least T steps and B sequences</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or a sequence is empty or too long, or a token is out of the vocabulary, or the output shares memory with the input or the parameters.</exception>
            public void Forward(
                {SourceParameter}, ReadOnlySpan<int> sourceLengths, {TargetParameter}, ReadOnlySpan<int> targetLengths, Span<float> {_text.Output}, Tape tape)
            """);
        writer.Open();
        writer.Raw($"ArgumentNullException.ThrowIfNull(tape);\n{Core}.Forward(source, sourceLengths, {_text.Target}, targetLengths, {_text.Output}, tape.Memory);");
        writer.Close();
        writer.Line();
    }

    /// <summary>The lengths of one source and target.</summary>
    private void EmitOne()
    {
        writer.Raw($"""
            ArgumentNullException.ThrowIfNull(tape);
            int sourceSteps = source.Length{(_text.SourceIsTokens ? "" : " / InputSize")};
            int targetSteps = {_text.Target}.Length{(_text.TargetIsTokens ? "" : " / TargetSize")};
            """);
    }

    private void EmitBackward()
    {
        writer.Raw($"""
            /// <summary>The backward pass, after Forward with the same arguments and tape: adds the gradient of the parameters.</summary>
            /// <param name="source">{_text.SourceShape("")}</param>
            /// <param name="{_text.Target}">as Forward had it</param>
            /// <param name="{_text.Gradient}">[T × OutputSize] dL/d{_text.Output}</param>
            /// <param name="gradient">is added to</param>
            /// <param name="tape">that of Forward</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or the last Forward with this tape had other lengths.</exception>
            /// <exception cref="global::System.InvalidOperationException">The parameters are not those of that Forward.</exception>
            public void Backward({SourceParameter}, {TargetParameter}, ReadOnlySpan<float> {_text.Gradient}, Gradient gradient, Tape tape)
            """);
        writer.Open();
        EmitOne();
        writer.Raw($"ArgumentNullException.ThrowIfNull(gradient);\n{Core}.Backward(source, MemoryMarshal.CreateReadOnlySpan(ref sourceSteps, 1), {_text.Target}, MemoryMarshal.CreateReadOnlySpan(ref targetSteps, 1), {_text.Gradient}, gradient, tape.Memory);");
        writer.Close();
        writer.Raw($"""

            /// <summary>The backward pass of a batch, after Forward with the same arguments and tape.</summary>
            /// <param name="source">{_text.SourceShape("B × ")}</param>
            /// <param name="sourceLengths">[B] as Forward had them</param>
            /// <param name="{_text.Target}">as Forward had it</param>
            /// <param name="targetLengths">[B] as Forward had them</param>
            /// <param name="{_text.Gradient}">[B × T × OutputSize] dL/d{_text.Output}; what lies beyond a sequence's end is not read</param>
            /// <param name="gradient">is added to</param>
            /// <param name="tape">that of Forward</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or the last Forward with this tape had other lengths.</exception>
            /// <exception cref="global::System.InvalidOperationException">The parameters are not those of that Forward.</exception>
            public void Backward(
                {SourceParameter}, ReadOnlySpan<int> sourceLengths, {TargetParameter}, ReadOnlySpan<int> targetLengths, ReadOnlySpan<float> {_text.Gradient}, Gradient gradient, Tape tape)
            """);
        writer.Open();
        writer.Raw($"ArgumentNullException.ThrowIfNull(tape);\nArgumentNullException.ThrowIfNull(gradient);\n{Core}.Backward(source, sourceLengths, {_text.Target}, targetLengths, {_text.Gradient}, gradient, tape.Memory);");
        writer.Close();
        writer.Line();
    }

    private void EmitStep()
    {
        writer.Raw($"""
            /// <summary>Runs the encoder over a source, for steps of the decoder.</summary>
            /// <param name="source">{_text.SourceShape("")}; S from 1 to MaxSource</param>
            /// <param name="memory">takes what it came to</param>
            /// <exception cref="ArgumentException">The source is empty or too long, or a token is out of the vocabulary.</exception>
            public void Encode({SourceParameter}, Memory memory)
            """);
        writer.Open();
        writer.Raw($"ArgumentNullException.ThrowIfNull(memory);\n{Core}.Encode(source, memory.Inner);");
        writer.Close();
        string argument = _text.TargetIsTokens ? "token" : "input";
        writer.Raw($"""

            /// <summary>Runs the decoder for one step. A new state begins with what the source came to. Gives the bits of Forward.</summary>
            /// <param name="{argument}">{(_text.TargetIsTokens ? "the token before: StartToken at first" : "[TargetSize] what the decoder reads")}</param>
            /// <param name="{_text.Output}">[OutputSize]</param>
            /// <param name="memory">the source, from Encode; takes what the step attended to</param>
            /// <param name="state">In: the state before the step, a new one at first; out: after it.</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or the token is out of the vocabulary.</exception>
            /// <exception cref="global::System.InvalidOperationException">There is no source in memory.</exception>
            public void Step({(_text.TargetIsTokens ? "int token" : "ReadOnlySpan<float> input")}, Span<float> {_text.Output}, Memory memory, ref State state)
            """);
        writer.Open();
        writer.Raw($"ArgumentNullException.ThrowIfNull(memory);\n{Core}.Step({argument}, {_text.Output}, memory.Inner, ref state);");
        writer.Close();
        writer.Line();
    }

    private void EmitDecodeTokens()
    {
        foreach (var (parameter, argument, what, call) in new[]
        {
            ("", "", "the likeliest token at each step, of equal ones the first", "Greedy(tokens)"),
            (", Sampling sampling", "sampling", "tokens drawn from the net's probabilities, the same ones for the same seed", "Sample(tokens, sampling)"),
            (", Beam beam", "beam", "the likeliest sequence that a beam search finds", "Search(tokens, beam)"),
        })
        {
            string line = argument.Length == 0 ? "" : $"/// <param name=\"{argument}\">how</param>\n";
            writer.Raw($"""
                /// <summary>Turns a source into tokens: {what}; until the end token, or until there is room for no more.</summary>
                /// <param name="source">{_text.SourceShape("")}; S from 1 to MaxSource</param>
                /// <param name="tokens">takes the tokens, without the end token</param>
                /// <param name="workspace">memory for as many steps as tokens has room for; then what the decoder attended to is in it</param>
                {line}/// <returns>The number of tokens.</returns>
                /// <exception cref="ArgumentException">The source is empty or too long, or a token is out of the vocabulary, or tokens has more room than the workspace was made for.</exception>
                public int Decode({SourceParameter}, Span<int> tokens, Workspace workspace{parameter})
                """);
            writer.Open();
            writer.Raw($"ArgumentNullException.ThrowIfNull(workspace);\n{Core}.Encode(source, workspace.Memory.Inner);\nreturn workspace.Begin(this).{call};");
            writer.Close();
            writer.Line();
        }
    }

    private void EmitDecodeValues()
    {
        writer.Raw($"""
            /// <summary>Turns a source into a sequence of values: each step reads what the one before gave.</summary>
            /// <param name="source">{_text.SourceShape("")}; S from 1 to MaxSource</param>
            /// <param name="first">[TargetSize] what the first step reads</param>
            /// <param name="output">[T × OutputSize]</param>
            /// <param name="workspace">memory for at least T steps; then what the decoder attended to is in it</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or the source is empty or too long, or the workspace was made for fewer steps.</exception>
            public void Decode({SourceParameter}, ReadOnlySpan<float> first, Span<float> output, Workspace workspace)
            """);
        writer.Open();
        writer.Raw($$"""
            ArgumentNullException.ThrowIfNull(workspace);
            int steps = Arguments.Steps(output.Length, OutputSize, workspace.MaxSteps, nameof(output));
            {{Core}}.Encode(source, workspace.Memory.Inner);
            State state = default;
            for (int step = 0; step < steps; step++)
            {
                var row = output.Slice(step * OutputSize, OutputSize);
                {{Core}}.Step(step == 0 ? first : output.Slice((step - 1) * OutputSize, OutputSize), row, workspace.Memory.Inner, ref state);
                {{(plan.Attends ? "workspace.Keep(step);" : "")}}
            }
            """.Replace("    \n", ""));
        writer.Close();
        writer.Line();
    }
}
