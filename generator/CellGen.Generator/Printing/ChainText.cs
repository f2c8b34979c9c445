using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Printing;

/// <summary>
/// How a chain is named in generated code, a recurrence from step to step: a kernel runs one, of whichever direction the variable
/// says, or two in one loop, each with names of its own: both directions of a layer, or two layers.
/// </summary>
/// <param name="Prefix">What the names of its variables begin with; empty where a kernel runs one direction.</param>
/// <param name="Index">The C# of the direction's number.</param>
/// <param name="IsVariable">Whether the variable "reverse" says which direction it is.</param>
/// <param name="Layer">The C# of the layer's number.</param>
internal sealed record ChainText(string Prefix, string Index, bool IsVariable, string Layer = "layer")
{
    /// <summary>Two layers that a kernel runs in one loop.</summary>
    public static IReadOnlyList<ChainText> Pair { get; } =
        [new("lower", "0", IsVariable: false), new("upper", "0", IsVariable: false, "layer + 1")];

    /// <summary>The directions that a kernel runs in one loop.</summary>
    public static IReadOnlyList<ChainText> Of(NetPlan plan) => plan.Interleaves
        ? [new("forward", "0", IsVariable: false), new("reverse", "1", IsVariable: false)]
        : [new("", plan.Spec.Cell.Bidirectional ? "direction" : "0", IsVariable: plan.Spec.Cell.Bidirectional)];

    /// <summary>Whether it is the second of two in one loop, with scratch memory of its own.</summary>
    public bool IsSecond => IsReverse || Prefix == "upper";

    private bool IsReverse => Prefix == "reverse";

    /// <summary>A variable of this direction.</summary>
    public string Name(string name) => Identifier.Prefixed(Prefix, name);

    /// <summary>One of two texts, or the choice between them where the direction is a variable.</summary>
    public string Choose(string forward, string reverse) => IsVariable
        ? $"reverse ? {reverse} : {forward}"
        : IsReverse ? reverse : forward;

    /// <summary>A stride in the order of the recurrence: negative for the backward direction.</summary>
    public string Signed(string stride) => Choose(stride, "-" + stride);

    /// <summary>A stride in the order of the backward pass: negative for the forward direction.</summary>
    public string SignedBack(string stride) => Choose("-" + stride, stride);

    /// <summary>A reference, a number of floats further on in one direction.</summary>
    public string At(string reference, string forward, string reverse)
    {
        string offset = Choose(forward, reverse);
        return offset == "0" ? reference : Invariant($"Unsafe.Add(ref {reference}, {offset})");
    }
}
