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
    public static string Place(Memory memory) => HasApart(memory)
        ? $"ref {Of(memory)}, 0"
        : $"ref {memory.Reference}, {WholeText.Of(memory.Offset)}";

    /// <summary>
    /// Those of one that adds a number that is known to the distance: "ref h, k, 1", which is an address in one instruction. "k + 1"
    /// would be a sum of 32 bits before it is an address.
    /// </summary>
    public static string ArgumentsApart(Memory memory)
    {
        int known = HasApart(memory) ? memory.Offset.Known : 0;
        return Invariant($"ref {memory.Reference}, {WholeText.Of(memory.Offset + -known)}{(known > 0 ? Invariant($", {known}") : "")}");
    }

    private static bool HasApart(Memory memory) => memory.Offset is Whole.Sum && memory.Offset.Known > 0;
}
