using CellGen.Generator.Planning;

namespace CellGen.Generator.Kernels;

/// <summary>
/// A recurrence from step to step as a kernel runs it: one, of whichever direction the variable "reverse" says, or two in one loop,
/// each with names of its own: both directions of a layer, or two layers.
/// </summary>
/// <param name="Prefix">What the names of its variables begin with; empty where a kernel runs one chain.</param>
/// <param name="IsVariable">Whether the variable "reverse" says which direction it is.</param>
internal sealed record Chain(string Prefix, bool IsVariable = false)
{
    /// <summary>Two layers that a kernel runs in one loop.</summary>
    public static IReadOnlyList<Chain> Pair { get; } = [new("lower"), new("upper")];

    /// <summary>The chains of a layer that a kernel runs in one loop.</summary>
    public static IReadOnlyList<Chain> Of(NetPlan plan) => plan.Interleaves
        ? [new("forward"), new("reverse")]
        : [new("", plan.Spec.Cell.Bidirectional)];

    /// <summary>Whether it is the second of two in one loop, with scratch memory of its own.</summary>
    public bool IsSecond => IsReverse || IsUpper;

    /// <summary>Whether it is the second direction, and no other.</summary>
    public bool IsReverse => Prefix == "reverse";

    /// <summary>Whether it is the upper of two layers.</summary>
    public bool IsUpper => Prefix == "upper";

    /// <summary>A variable of this chain.</summary>
    public string Name(string name) => Identifier.Prefixed(Prefix, name);
}
