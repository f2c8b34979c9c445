using CellGen.Generator.Model;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Surface;

/// <summary>The public constants of a net: their names, values and summaries.</summary>
internal static class NetConstants
{
    private const string Parameters = "The number of parameters, as torch counts them.";

    /// <summary>Those of one stack.</summary>
    public static IEnumerable<(string Name, long Value, string Summary)> Of(NetPlan plan) =>
    [
        ("InputSize", plan.Spec.Cell.Input, "The number of values in one step of input."),
        ("HiddenSize", plan.Spec.Cell.Hidden, "The number of units of each layer and direction."),
        ("OutputSize", plan.Spec.OutputSize, "The number of values in one row of output."),
        ("LayerCount", plan.Spec.Cell.Layers, "The number of recurrent layers."),
        ("DirectionCount", plan.Spec.Cell.Directions, "The number of directions: 2 where the net is bidirectional."),
        ("ParameterCount", plan.Parameters.TotalCount, Parameters),
        .. Vocabulary(plan.Spec.Tokens, "The number of tokens."),
    ];

    /// <summary>Those of several layers: of one cell among them its sizes.</summary>
    public static IEnumerable<(string Name, long Value, string Summary)> Of(NetworkPlan plan) =>
    [
        ("InputSize", plan.Spec.InputSize, "The number of values in one step of input."),
        .. plan.Cells.Count() == 1 ? OfCell(plan.Cells.Single().Spec.Cell!) : [],
        .. plan.Spec.Outputs.Select(output => (output.SizeName, (long)output.Size, $"The number of values in one row of {(plan.Spec.Outputs.Count == 1 ? "output" : output.Name.TrimStart('@'))}.")),
        ("ParameterCount", plan.TotalCount, Parameters),
        .. Vocabulary(plan.Spec.Tokens, "The number of tokens."),
    ];

    /// <summary>Those of an encoder and decoder.</summary>
    public static IEnumerable<(string Name, long Value, string Summary)> Of(PairPlan plan) =>
    [
        .. plan.Encodes ? OfSource(plan.Pair) : OfContext(plan.Pair),
        ("TargetSize", plan.Pair.Decoder.Input, "The number of values in one step of what the decoder reads, without the context, or of its embedding."),
        ("HiddenSize", plan.Pair.Decoder.Hidden, "The number of units of each layer of the decoder."),
        ("LayerCount", plan.Pair.Decoder.Layers, "The number of layers of the decoder."),
        ("OutputSize", plan.Pair.Head.Hidden, "The number of values in one row of output."),
        ("ParameterCount", plan.TotalCount, Parameters),
        .. Vocabulary(plan.Pair.Source, "The number of tokens of the source."),
        .. plan.Pair.Target is { } target ? OfTarget(plan.Pair, target) : [],
    ];

    private static IEnumerable<(string Name, long Value, string Summary)> OfCell(CellSpec cell) =>
    [
        ("HiddenSize", cell.Hidden, "The number of units of each layer and direction of the cell."),
        ("LayerCount", cell.Layers, "The number of layers of the cell."),
        ("DirectionCount", cell.Directions, "The number of directions: 2 where the cell is bidirectional."),
    ];

    private static IEnumerable<(string Name, long Value, string Summary)> OfSource(EncoderDecoderSpec pair) =>
    [
        ("InputSize", pair.SourceSize, "The number of values in one step of the source, or of its embedding."),
        ("MaxSource", pair.MaxSource, "The longest source."),
        ("ContextSize", pair.ContextSize, "The number of values in one step of the encoder's output, and of the context."),
    ];

    private static IEnumerable<(string Name, long Value, string Summary)> OfContext(EncoderDecoderSpec pair) =>
        new[] { "InputSize", "ContextSize" }.Select(name => (name, (long)pair.ContextSize, "The number of values of the context."));

    private static IEnumerable<(string Name, long Value, string Summary)> OfTarget(EncoderDecoderSpec pair, TokenSpec target) =>
    [
        ("TargetVocabularySize", target.Vocabulary, "The number of tokens of the target."),
        ("StartToken", pair.StartToken, "The token that the decoder reads at its first step."),
        ("EndToken", pair.EndToken, "The token after which the decoder writes no other; −1 is none."),
    ];

    private static IEnumerable<(string Name, long Value, string Summary)> Vocabulary(TokenSpec? tokens, string summary) =>
        tokens is null ? [] : [("VocabularySize", tokens.Vocabulary, summary)];
}
