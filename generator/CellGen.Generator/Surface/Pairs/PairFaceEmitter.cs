using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the public methods of an encoder and decoder.</summary>
internal sealed class PairFaceEmitter(CodeWriter writer, PairPlan plan)
{
    private const string Core = SourceFile.CoreField;

    private readonly PairText _text = new(plan);

    private string SourceParameter => $"ReadOnlySpan<{_text.SourceElement}> {_text.Source}";

    /// <summary>What the documentation says of the source.</summary>
    private string SourceDoc(string batch = "") => _text.SourceShape(batch) + (plan.Encodes && batch.Length == 0 ? "; S from 1 to MaxSource" : "");

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
            /// <summary>Runs the net over a {_text.Source}{(plan.Pair.FeedBack ? ": the decoder reads what it is given, then what it wrote itself." : " and a target, with teacher forcing: each step of the decoder reads what the one before should have given.")}</summary>
            /// <param name="{_text.Source}">{SourceDoc()}</param>
            /// <param name="{_text.Target}">{_text.TargetShape("")}</param>
            /// <param name="{_text.Output}">[T × OutputSize]</param>
            /// <param name="tape">keeps what Backward needs; made for at least T steps</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or a sequence is empty or too long, or a token is out of the vocabulary, or the output shares memory with the input or the parameters.</exception>
            public void Forward({SourceParameter}, {TargetParameter}, Span<float> {_text.Output}, Tape tape)
            """);
        writer.Open();
        EmitOne(_text.Output);
        writer.Raw($"{Core}.Forward({_text.One}, {_text.Target}{_text.OneGiven}, MemoryMarshal.CreateReadOnlySpan(ref targetSteps, 1), {_text.Output}, tape.Memory);");
        writer.Close();
        writer.Raw($"""

            /// <summary>Runs the net over a batch: each sequence gives the bits that it gives alone. What lies beyond a sequence's end is neither read nor written.</summary>
            /// <param name="{_text.Source}">{SourceDoc("B × ")}</param>
            {LengthsDoc("[B] the number of steps of each source, from 1 to MaxSource")}/// <param name="{_text.Target}">{_text.TargetShape("B × ")}</param>
            {GivenDoc("[B] the number of rows that each is given")}/// <param name="targetLengths">[B] the number of steps of each target</param>
            /// <param name="{_text.Output}">[B × T × OutputSize]</param>
            /// <param name="tape">keeps what Backward needs; made for at least T steps and B sequences</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or a sequence is empty or too long, or a token is out of the vocabulary, or the output shares memory with the input or the parameters.</exception>
            public void Forward(
                {SourceParameter}{_text.LengthsParameter}, {TargetParameter}{_text.GivenParameter}, ReadOnlySpan<int> targetLengths, Span<float> {_text.Output}, Tape tape)
            """);
        writer.Open();
        writer.Raw($"ArgumentNullException.ThrowIfNull(tape);\n{Core}.Forward({_text.Many}, {_text.Target}{_text.ManyGiven}, targetLengths, {_text.Output}, tape.Memory);");
        writer.End();
    }

    /// <summary>The lengths of one source and target.</summary>
    private void EmitOne(string output)
    {
        (string steps, string size) = _text.Steps(output);
        string given = plan.Pair.FeedBack ? "int inputSteps = input.Length / TargetSize;\n" : "";
        writer.Raw($"""
            ArgumentNullException.ThrowIfNull(tape);
            {(plan.Encodes ? $"int sourceSteps = source.Length{(_text.SourceIsTokens ? "" : " / InputSize")};\n" : "")}{given}int targetSteps = {steps}.Length{(_text.TargetIsTokens ? "" : $" / {size}")};
            """);
    }

    private void EmitBackward()
    {
        writer.Raw($"""
            /// <summary>The backward pass, after Forward with the same arguments and tape: adds the gradient of the parameters.</summary>
            /// <param name="{_text.Source}">{_text.SourceShape("")}</param>
            /// <param name="{_text.Target}">as Forward had it</param>
            /// <param name="{_text.Gradient}">[T × OutputSize] dL/d{_text.Output}</param>
            {GradientDoc("[ContextSize]")}/// <param name="gradient">is added to</param>
            /// <param name="tape">that of Forward</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or the last Forward with this tape had other lengths.</exception>
            /// <exception cref="global::System.InvalidOperationException">The parameters are not those of that Forward.</exception>
            public void Backward({SourceParameter}, {TargetParameter}, ReadOnlySpan<float> {_text.Gradient}, {_text.ContextGradient}Gradient gradient, Tape tape)
            """);
        writer.Open();
        EmitOne(_text.Gradient);
        writer.Raw($"ArgumentNullException.ThrowIfNull(gradient);\n{Core}.Backward({_text.One}, {_text.Target}{_text.OneGiven}, MemoryMarshal.CreateReadOnlySpan(ref targetSteps, 1), {_text.Gradient}, {_text.ContextGradientArgument("contextGradient")}gradient, tape.Memory);");
        writer.Close();
        writer.Raw($"""

            /// <summary>The backward pass of a batch, after Forward with the same arguments and tape.</summary>
            /// <param name="{_text.Source}">{_text.SourceShape("B × ")}</param>
            {LengthsDoc("[B] as Forward had them")}/// <param name="{_text.Target}">as Forward had it</param>
            {GivenDoc("[B] as Forward had them")}/// <param name="targetLengths">[B] as Forward had them</param>
            /// <param name="{_text.Gradient}">[B × T × OutputSize] dL/d{_text.Output}; what lies beyond a sequence's end is not read</param>
            {GradientDoc("[B × ContextSize]")}/// <param name="gradient">is added to</param>
            /// <param name="tape">that of Forward</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or the last Forward with this tape had other lengths.</exception>
            /// <exception cref="global::System.InvalidOperationException">The parameters are not those of that Forward.</exception>
            public void Backward(
                {SourceParameter}{_text.LengthsParameter}, {TargetParameter}{_text.GivenParameter}, ReadOnlySpan<int> targetLengths, ReadOnlySpan<float> {_text.Gradient}, {_text.ContextGradient}Gradient gradient, Tape tape)
            """);
        writer.Open();
        writer.Raw($"ArgumentNullException.ThrowIfNull(tape);\nArgumentNullException.ThrowIfNull(gradient);\n{Core}.Backward({_text.Many}, {_text.Target}{_text.ManyGiven}, targetLengths, {_text.Gradient}, {_text.ContextGradientArgument("contextGradient")}gradient, tape.Memory);");
        writer.End();
    }

    /// <summary>The parameter of lengths of sources, where there are some.</summary>
    private string LengthsDoc(string text) => plan.Encodes ? $"/// <param name=\"sourceLengths\">{text}</param>\n" : "";

    /// <summary>The parameter of lengths of what is given, where that is not all.</summary>
    private string GivenDoc(string text) => plan.Pair.FeedBack ? $"/// <param name=\"inputLengths\">{text}</param>\n" : "";

    /// <summary>The gradient of a context, where one is given.</summary>
    private string GradientDoc(string shape) => plan.Encodes ? "" : $"/// <param name=\"contextGradient\">{shape} takes dL/dcontext; or empty where it is not wanted</param>\n";

    private void EmitEncode()
    {
        writer.Raw($"""
            /// <summary>Runs the encoder over a source, for steps of the decoder.</summary>
            /// <param name="source">{SourceDoc()}</param>
            /// <param name="memory">takes what it came to</param>
            /// <exception cref="ArgumentException">The source is empty or too long, or a token is out of the vocabulary.</exception>
            public void Encode({SourceParameter}, Memory memory)
            """);
        writer.Open();
        writer.Raw($"ArgumentNullException.ThrowIfNull(memory);\n{Core}.Encode(source, memory.Inner);");
        writer.End();
    }

    private void EmitStep()
    {
        if (plan.Encodes)
        {
            EmitEncode();
        }

        string argument = _text.TargetIsTokens ? "token" : "input";
        writer.Raw($"""
            /// <summary>Runs the decoder for one step. A new state begins with {(plan.Encodes ? "what the source came to" : "the context")}. Gives the bits of Forward.</summary>
            /// <param name="{argument}">{(_text.TargetIsTokens ? "the token before: StartToken at first" : "[TargetSize] what the decoder reads")}</param>
            /// <param name="{_text.Output}">[OutputSize]</param>
            /// <param name="memory">{(plan.Encodes ? "the source, from Encode; takes what the step attended to" : "the context, written to Context before the first step")}</param>
            /// <param name="state">In: the state before the step, a new one at first; out: after it.</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or the token is out of the vocabulary.</exception>
            {(plan.Encodes ? "/// <exception cref=\"global::System.InvalidOperationException\">There is no source in memory.</exception>\n" : "")}public void Step({(_text.TargetIsTokens ? "int token" : "ReadOnlySpan<float> input")}, Span<float> {_text.Output}, Memory memory, ref State state)
            """);
        writer.Open();
        writer.Raw($"ArgumentNullException.ThrowIfNull(memory);\n{Core}.Step({argument}, {_text.Output}, memory.Inner, ref state);");
        writer.End();
    }

    /// <summary>What a call of Decode begins with.</summary>
    private string Begin() => plan.Encodes ? $"{Core}.Encode(source, workspace.Memory.Inner)" : $"{SourceFile.Core}.Begin(context, workspace.Memory.Inner)";

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
                /// <summary>Turns a {_text.Source} into tokens: {what}; until the end token, or until there is room for no more.</summary>
                /// <param name="{_text.Source}">{SourceDoc()}</param>
                /// <param name="tokens">takes the tokens, without the end token</param>
                /// <param name="workspace">memory for as many steps as tokens has room for{(plan.Attends ? "; then what the decoder attended to is in it" : "")}</param>
                {line}/// <returns>The number of tokens.</returns>
                /// <exception cref="ArgumentException">{(plan.Encodes ? "The source is empty or too long, or a token is out of the vocabulary" : "The context has not its length")}, or tokens has more room than the workspace was made for.</exception>
                public int Decode({SourceParameter}, Span<int> tokens, Workspace workspace{parameter})
                """);
            writer.Open();
            writer.Raw($"ArgumentNullException.ThrowIfNull(workspace);\n{Begin()};\nreturn workspace.Begin(this).{call};");
            writer.End();
        }
    }

    private void EmitDecodeValues()
    {
        writer.Raw($"""
            /// <summary>Turns a {_text.Source} into a sequence of values: each step reads what the one before gave.</summary>
            /// <param name="{_text.Source}">{SourceDoc()}</param>
            /// <param name="first">[TargetSize] what the first step reads</param>
            /// <param name="output">[T × OutputSize]</param>
            /// <param name="workspace">memory for at least T steps{(plan.Attends ? "; then what the decoder attended to is in it" : "")}</param>
            /// <exception cref="ArgumentException">A span has not the length that its shape says, or {(plan.Encodes ? "the source is empty or too long, or " : "")}the workspace was made for fewer steps.</exception>
            public void Decode({SourceParameter}, ReadOnlySpan<float> first, Span<float> output, Workspace workspace)
            """);
        writer.Open();
        writer.Raw($$"""
            ArgumentNullException.ThrowIfNull(workspace);
            int steps = Arguments.Steps(output.Length, OutputSize, workspace.MaxSteps, nameof(output));
            {{Begin()}};
            State state = default;
            for (int step = 0; step < steps; step++)
            {
                var row = output.Slice(step * OutputSize, OutputSize);
                {{Core}}.Step(step == 0 ? first : output.Slice((step - 1) * OutputSize, OutputSize), row, workspace.Memory.Inner, ref state);
                {{(plan.Attends ? "workspace.Keep(step);" : "")}}
            }
            """.Replace("    \n", ""));
        writer.End();
    }
}
