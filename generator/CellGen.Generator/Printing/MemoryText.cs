using CellGen.Generator.Kernels.Form;
using static System.FormattableString;

namespace CellGen.Generator.Printing;

/// <summary>The C# of a kernel's places in memory.</summary>
internal static class MemoryText
{
    /// <summary>One float, or, behind "ref", the reference to it.</summary>
    public static string Of(Memory memory) => memory.IsStart ? memory.Reference : $"Floats.At({ArgumentsApart(memory)})";

    /// <summary>The arguments of a method that takes a reference and a distance: "ref h, 3", or "ref h".</summary>
    public static string Arguments(Memory memory) => memory.IsStart ? "ref " + memory.Reference : Place(memory);

    /// <summary>Those of a method that always takes both: "ref h, 0".</summary>
    public static string Place(Memory memory) => $"ref {memory.Reference}, {WholeText.Of(memory.Offset)}";

    /// <summary>
    /// Those of one that adds a number that is known to the distance, which may be a nint or nuint: "ref h, k, 1". The compiler takes
    /// four times as long for "k + 1", since it looks for an operator that somebody has declared.
    /// </summary>
    public static string ArgumentsApart(Memory memory) => memory.Offset is Whole.Sum && memory.Offset.Known is > 0 and int known
        ? Invariant($"{Place(memory + -known)}, {known}")
        : Place(memory);
}
