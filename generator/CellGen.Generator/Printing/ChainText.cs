using CellGen.Generator.Kernels;
using static System.FormattableString;

namespace CellGen.Generator.Printing;

/// <summary>How the public side of a net says which chain it means.</summary>
internal static class ChainText
{
    /// <summary>The C# of the direction's number.</summary>
    public static string Index(this Chain chain) => chain.IsVariable ? "direction" : chain.Choose("0", "1");

    /// <summary>The C# of the number of the layer and direction.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="directions">The number of directions of a layer.</param>
    public static string Recurrence(this Chain chain, int directions) => (directions, chain.Index()) switch
    {
        (1, _) => chain.Layer(),
        (_, "0") => "layer * DirectionCount",
        _ => $"(layer * DirectionCount) + {chain.Index()}",
    };

    /// <summary>A distance, in a row of both directions, to the part of this one.</summary>
    public static string Within(this Chain chain, string distance, string part) => chain switch
    {
        { IsVariable: true } => $"({distance}) + (direction * {part})",
        { IsReverse: true } => $"({distance}) + {part}",
        _ => distance,
    };

    /// <summary>The C# of the layer's number.</summary>
    public static string Layer(this Chain chain) => chain.IsUpper ? "layer + 1" : "layer";

    /// <summary>One of two texts, or the choice between them where the direction is a variable.</summary>
    public static string Choose(this Chain chain, string forward, string reverse) => chain.IsVariable
        ? $"reverse ? {reverse} : {forward}"
        : chain.IsReverse ? reverse : forward;

    /// <summary>A stride in the order of the recurrence: negative for the backward direction.</summary>
    public static string Signed(this Chain chain, string stride) => chain.Choose(stride, "-" + stride);

    /// <summary>A stride in the order of the backward pass: negative for the forward direction.</summary>
    public static string SignedBack(this Chain chain, string stride) => chain.Choose("-" + stride, stride);

    /// <summary>A reference, a number of floats further on in one direction.</summary>
    public static string At(this Chain chain, string reference, string forward, string reverse)
    {
        string offset = chain.Choose(forward, reverse);
        return offset == "0" ? reference : Invariant($"Floats.At(ref {reference}, {offset})");
    }
}
