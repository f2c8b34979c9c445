using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using CellGen.Generator.Routes;

namespace CellGen.Generator.Surface;

/// <summary>Emits the public methods of an encoder and decoder.</summary>
internal sealed class PairFaceEmitter(CodeWriter writer, PairPlan plan)
{
    private const string Core = SourceFile.CoreField;

    private const string Mistakes = "A span has not the length that its shape says, or a sequence is empty or too long, or a token is out of the vocabulary, or the output shares memory with the input or the parameters.";

    private const string SourceMistakes = "The source is empty or too long, or a token is out of the vocabulary";

    private readonly PairText _text = new(plan);

    private static (string, string)[] MistakesOfBackward { get; } =
    [
        ("ArgumentException", "A span has not the length that its shape says, or the last Forward with this tape had other lengths."),
        ("global::System.InvalidOperationException", "The parameters are not those of that Forward."),
    ];

    public void Emit()
    {
        if (plan.Spec.Network.Training)
        {
            EmitForward();
            EmitBackward();
            TrainableEmitter.Emit(writer);
            if (plan.TrainsTogether)
            {
                TrainableEmitter.EmitOfBatches(writer);
            }
        }

        if (plan.Encodes)
        {
            EmitEncode();
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

    /// <summary>The source, or the context that is given.</summary>
    private Argument Source(string doc) => new($"ReadOnlySpan<{_text.SourceElement}>", _text.Source, doc);

    /// <summary>One source, with the lengths that it may have.</summary>
    private Argument OneSource() => Source(_text.SourceShape("") + (plan.Encodes ? "; S from 1 to MaxSource" : ""));

    private Argument Target(string doc) => new($"ReadOnlySpan<{_text.TargetElement}>", _text.Target, doc);

    /// <summary>The source and target of a batch, and all lengths, of which a context has none, and of what is given only a decoder that then reads what it wrote.</summary>
    private IEnumerable<Argument> Batch(string target, string sourceLengths, string inputLengths, string targetLengths)
    {
        static Argument Lengths(string name, string doc) => new("ReadOnlySpan<int>", name, doc);
        return
        [
            Source(_text.SourceShape("B × ")), .. plan.Encodes ? new[] { Lengths("sourceLengths", sourceLengths) } : [],
            Target(target), .. plan.Pair.FeedBack ? new[] { Lengths("inputLengths", inputLengths) } : [],
            Lengths("targetLengths", targetLengths),
        ];
    }

    private void EmitForward()
    {
        string how = plan.Pair.FeedBack
            ? ": the decoder reads what it is given, then what it wrote itself."
            : " and a target, with teacher forcing: each step of the decoder reads what the one before should have given.";
        Argument Output(string doc) => new("Span<float>", _text.Output, doc);
        Argument Tape(string room) => new("Tape", "tape", $"keeps what Backward needs; made for at least {room}");
        new PublicMethod(
            "public void Forward", $"Runs the net over a {_text.Source}{how}",
            [("ArgumentException", Mistakes)],
            [OneSource(), Target(_text.TargetShape("")), Output("[T × OutputSize]"), Tape("T steps")]).Emit(writer, $"""
            ArgumentNullException.ThrowIfNull(tape);
            {Lengths(_text.Output)}
            {Core}.Forward({OneSequence}, {_text.Output}, tape.Memory);
            """);
        var batch = Batch(
            _text.TargetShape("B × "), "[B] the number of steps of each source, from 1 to MaxSource",
            "[B] the number of rows that each is given", "[B] the number of steps of each target");
        new PublicMethod(
            "public void Forward", "Runs the net over a batch: each sequence gives the bits that it gives alone. What lies beyond a sequence's end is neither read nor written.",
            [("ArgumentException", Mistakes)],
            [], [.. batch, Output("[B × T × OutputSize]"), Tape("T steps and B sequences")]).Emit(writer, $"""
            ArgumentNullException.ThrowIfNull(tape);
            {Core}.Forward({Sequences}, {_text.Output}, tape.Memory);
            """);
    }

    private void EmitBackward()
    {
        const string same = "as Forward had it", had = "[B] as Forward had them";
        string gradients = $"{_text.Gradient}, {_text.ContextGradientArgument("contextGradient")}gradient, tape.Memory";
        IEnumerable<Argument> Gradients(string shape, string beyond, string context) =>
        [
            new("ReadOnlySpan<float>", _text.Gradient, $"{shape} dL/d{_text.Output}{beyond}"),
            .. plan.Encodes ? [] : new[] { new Argument("Span<float>", "contextGradient", $"{context} takes dL/dcontext; or empty where it is not wanted") },
            new("Gradient", "gradient", "is added to"),
            new("Tape", "tape", "that of Forward"),
        ];
        new PublicMethod(
            "public void Backward", "The backward pass, after Forward with the same arguments and tape: adds the gradient of the parameters.",
            MistakesOfBackward,
            [Source(_text.SourceShape("")), Target(same), .. Gradients("[T × OutputSize]", "", "[ContextSize]")]).Emit(writer, $"""
            ArgumentNullException.ThrowIfNull(tape);
            {Lengths(_text.Gradient)}
            ArgumentNullException.ThrowIfNull(gradient);
            {Core}.Backward({OneSequence}, {gradients});
            """);
        new PublicMethod(
            "public void Backward", "The backward pass of a batch, after Forward with the same arguments and tape.",
            MistakesOfBackward,
            [], [.. Batch(same, had, had, had), .. Gradients("[B × T × OutputSize]", "; what lies beyond a sequence's end is not read", "[B × ContextSize]")]).Emit(writer, $"""
            ArgumentNullException.ThrowIfNull(tape);
            ArgumentNullException.ThrowIfNull(gradient);
            {Core}.Backward({Sequences}, {gradients});
            """);
    }

    /// <summary>The arguments of the core for one source and target.</summary>
    private string OneSequence => $"{_text.One}, {_text.Target}{_text.OneGiven}, MemoryMarshal.CreateReadOnlySpan(ref targetSteps, 1)";

    /// <summary>Those for a batch.</summary>
    private string Sequences => $"{_text.Many}, {_text.Target}{_text.ManyGiven}, targetLengths";

    /// <summary>The lengths of one source and target.</summary>
    private string Lengths(string output)
    {
        (string steps, string size) = _text.Steps(output);
        string source = plan.Encodes ? $"int sourceSteps = source.Length{(_text.SourceIsTokens ? "" : " / InputSize")};\n" : "";
        string given = plan.Pair.FeedBack ? "int inputSteps = input.Length / TargetSize;\n" : "";
        return $"{source}{given}int targetSteps = {steps}.Length{(_text.TargetIsTokens ? "" : $" / {size}")};";
    }

    private void EmitEncode() =>
        new PublicMethod(
            "public void Encode", "Runs the encoder over a source, for steps of the decoder.",
            [("ArgumentException", SourceMistakes + ".")],
            [OneSource(), new Argument("Memory", "memory", "takes what it came to")]).Emit(writer, $"ArgumentNullException.ThrowIfNull(memory);\n{Core}.Encode(source, memory.Inner);");

    private void EmitStep()
    {
        var input = _text.TargetIsTokens
            ? new Argument("int", "token", "the token before: StartToken at first")
            : new Argument("ReadOnlySpan<float>", "input", "[TargetSize] what the decoder reads");
        (string, string)[] mistakes = [("ArgumentException", "A span has not the length that its shape says, or the token is out of the vocabulary.")];
        new PublicMethod(
            "public void Step", $"Runs the decoder for one step. A new state begins with {(plan.Encodes ? "what the source came to" : "the context")}. Gives the bits of Forward.",
            plan.Encodes ? [.. mistakes, ("global::System.InvalidOperationException", "There is no source in memory.")] : mistakes,
            [
                input,
                new("Span<float>", _text.Output, "[OutputSize]"),
                new("Memory", "memory", plan.Encodes ? "the source, from Encode; takes what the step attended to" : "the context, written to Context before the first step"),
                new("ref State", "state", "In: the state before the step, a new one at first; out: after it."),
            ]).Emit(writer, $"ArgumentNullException.ThrowIfNull(memory);\n{Core}.Step({input.Name}, {_text.Output}, memory.Inner, ref state);");
    }

    /// <summary>What a call of Decode begins with.</summary>
    private string Begin() => plan.Encodes ? $"{Core}.Encode(source, workspace.Memory.Inner)" : $"{SourceFile.Core}.Begin(context, workspace.Memory.Inner)";

    private Argument Workspace(string room) => new("Workspace", "workspace", $"memory for {room}{(plan.Attends ? "; then what the decoder attended to is in it" : "")}");

    private void EmitDecodeTokens()
    {
        foreach (var (how, what, call) in new (Argument?, string, string)[]
        {
            (null, "the likeliest token at each step, of equal ones the first", "Greedy(tokens)"),
            (new("Sampling", "sampling", "how"), "tokens drawn from the net's probabilities, the same ones for the same seed", "Sample(tokens, sampling)"),
            (new("Beam", "beam", "how"), "the likeliest sequence that a beam search finds", "Search(tokens, beam)"),
        })
        {
            new PublicMethod(
                "public int Decode", $"Turns a {_text.Source} into tokens: {what}; until the end token, or until there is room for no more.",
                [("ArgumentException", $"{(plan.Encodes ? SourceMistakes : "The context has not its length")}, or tokens has more room than the workspace was made for.")],
                [OneSource(), new("Span<int>", "tokens", "takes the tokens, without the end token"), Workspace("as many steps as tokens has room for"), .. how is null ? [] : new[] { how }])
            {
                Returns = "The number of tokens.",
            }.Emit(writer, $"ArgumentNullException.ThrowIfNull(workspace);\n{Begin()};\nreturn workspace.Begin(this).{call};");
        }
    }

    private void EmitDecodeValues() => new PublicMethod(
        "public void Decode", $"Turns a {_text.Source} into a sequence of values: each step reads what the one before gave.",
        [("ArgumentException", $"A span has not the length that its shape says, or {(plan.Encodes ? "the source is empty or too long, or " : "")}the workspace was made for fewer steps.")],
        [OneSource(), new("ReadOnlySpan<float>", "first", "[TargetSize] what the first step reads"), new("Span<float>", "output", "[T × OutputSize]"), Workspace("at least T steps")]).Emit(writer, $$"""
        ArgumentNullException.ThrowIfNull(workspace);
        int steps = Arguments.Steps(output.Length, OutputSize, workspace.MaxSteps, nameof(output));
        {{Begin()}};
        State state = default;
        for (int step = 0; step < steps; step++)
        {
            var row = output.Slice(step * OutputSize, OutputSize);
            {{Core}}.Step(step == 0 ? first : output.Slice((step - 1) * OutputSize, OutputSize), row, workspace.Memory.Inner, ref state);{{(plan.Attends ? "\n    workspace.Keep(step);" : "")}}
        }
        """);
}
