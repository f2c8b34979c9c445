using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>How an encoder and decoder names its arguments and calls its parts.</summary>
internal sealed class PairText(PairPlan plan)
{
    /// <summary>The type of a state of the encoder.</summary>
    public string EncoderState => plan.EncoderNet is null ? plan.Encoder!.Type + ".State" : PairEncoderNetEmitter.Type + ".State";

    /// <summary>The type of a state of its last cell, as a part of that.</summary>
    public string EncoderCellState => plan.EncoderNet is { } net ? net.Layers[net.Layers.Count - 1].Type + ".State" : EncoderState;

    /// <summary>States of the encoder as those of its last cell.</summary>
    private string LastCell(string states) => plan.EncoderNet is { } net ? PairEncoderNetEmitter.LastCell(net, states) : states;

    /// <summary>What the names of the tensors of a layer of the encoder begin with.</summary>
    public static string TensorsOf(LayerPlan layer) => layer.Spec.TensorName.Length == 0 ? "encoder" : "encoder." + layer.Spec.TensorName;

    /// <summary>What the decoder begins with: a source, or a context that is given.</summary>
    public string Source => plan.Encodes ? "source" : "context";

    /// <summary>The parameter that says how long sources are; a context has no length.</summary>
    public string LengthsParameter => plan.Encodes ? ", ReadOnlySpan<int> sourceLengths" : "";

    /// <summary>The parameter that takes the gradient of a context.</summary>
    public string ContextGradient => plan.Encodes ? "" : "Span<float> contextGradient, ";

    /// <summary>The argument for it.</summary>
    public string ContextGradientArgument(string argument) => plan.Encodes ? "" : argument + ", ";

    /// <summary>The arguments for one source or context.</summary>
    public string One => plan.Encodes ? "source, MemoryMarshal.CreateReadOnlySpan(ref sourceSteps, 1)" : Source;

    /// <summary>The arguments for those of a batch.</summary>
    public string Many => plan.Encodes ? "source, sourceLengths" : Source;

    /// <summary>How long they are, of a batch.</summary>
    public string SourceLengths => plan.Encodes ? "sourceLengths" : "memory.Ones(targetLengths.Length)";

    public bool SourceIsTokens => plan.Pair.Source is not null;

    public bool TargetIsTokens => plan.Pair.Target is not null;

    public string SourceElement => SourceIsTokens ? "int" : "float";

    public string TargetElement => TargetIsTokens ? "int" : "float";

    public string SourceSize => SourceIsTokens ? "1" : "InputSize";

    public string TargetSize => TargetIsTokens ? "1" : "TargetSize";

    /// <summary>What the decoder reads with teacher forcing.</summary>
    public string Target => TargetIsTokens ? "target" : "input";

    /// <summary>The name of the output.</summary>
    public string Output => TargetIsTokens ? "logits" : "output";

    public string Gradient => Output + "Gradient";

    public string SourceShape(string batch) => !plan.Encodes ? $"[{batch}ContextSize]" : SourceIsTokens ? $"[{batch}S] tokens, each from 0 to VocabularySize − 1" : $"[{batch}S × InputSize]";

    /// <summary>The parameter that says how many rows a decoder is given that then reads what it wrote.</summary>
    public string GivenParameter => plan.Pair.FeedBack ? ", ReadOnlySpan<int> inputLengths" : "";

    /// <summary>The argument for it, for one sequence.</summary>
    public string OneGiven => plan.Pair.FeedBack ? ", MemoryMarshal.CreateReadOnlySpan(ref inputSteps, 1)" : "";

    /// <summary>The argument for it, for a batch.</summary>
    public string ManyGiven => plan.Pair.FeedBack ? ", inputLengths" : "";

    /// <summary>What says how many steps the decoder goes.</summary>
    public (string Name, string Size) Steps(string output) => plan.Pair.FeedBack ? (output, "OutputSize") : (Target, TargetSize);

    public string TargetShape(string batch) => plan.Pair.FeedBack
        ? $"[{batch}G × TargetSize] what the decoder reads at the first G steps, from 1 to T; then it reads what it wrote at the step before"
        : TargetIsTokens
        ? $"[{batch}T] the tokens that should be written, the end token with them where there is one; the decoder reads StartToken and all but the last"
        : $"[{batch}T × TargetSize] what the decoder reads at each step, such as the true values of the step before";

    /// <summary>The lengths of what runs along an axis.</summary>
    public static string Lengths(string axis) => axis switch
    {
        PairPlan.Source => "sourceLengths",
        PairPlan.Target => "targetLengths",
        _ => "memory.Ones(targetLengths.Length)",
    };

    /// <summary>The distances between sequences and between steps of rows that are in memory.</summary>
    public RowsText Lying(PairValues values)
    {
        var rows = plan.RowsOf(values);
        string room = rows.Axis switch { PairPlan.Source => "MaxSource * ", PairPlan.Target => "memory.MaxSteps * ", _ => "" };
        return new("", Invariant($"{room}{rows.Step}"), Invariant($"{rows.Step}"));
    }

    /// <summary>The sources that the user gives.</summary>
    public RowsText UsersSource => new("MemoryMarshal.GetReference(source)", $"sourceRoom * {SourceSize}", SourceSize);

    /// <summary>The states of the decoder's cell, or their gradients.</summary>
    public string DecoderStates(bool isGradient, string count) =>
        $"LayerStates.Of<State, {plan.Decoder.Type}.State>(memory.{(isGradient ? "StateGradients" : "States")}<State>({PairValues.States}, {count}), 0)";

    /// <summary>The states of the encoder's last cell, or their gradients.</summary>
    public string EncoderStates(bool isGradient, string count) => LastCell(AllEncoderStates(isGradient, count));

    /// <summary>The states of the encoder, or their gradients.</summary>
    public string AllEncoderStates(bool isGradient, string count) => $"memory.{(isGradient ? "StateGradients" : "States")}<{EncoderState}>({PairValues.EncoderStates}, {count})";

    /// <summary>No states.</summary>
    public static string None(PairPart part) => $"default(Span<{part.Type}.State>)";
}
