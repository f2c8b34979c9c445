using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Printing;

/// <summary>The C# of a kernel's places in memory.</summary>
internal static class MemoryText
{
    /// <summary>One float, or, behind "ref", the reference to it.</summary>
    public static string Of(Memory memory) => memory.IsStart ? memory.Reference : $"Unsafe.Add(ref {memory.Reference}, {WholeText.Of(memory.Offset)})";

    /// <summary>The arguments of a method that takes a reference and a distance: "ref h, 3", or "ref h".</summary>
    public static string Arguments(Memory memory) => "ref " + memory.Reference + (memory.IsStart ? "" : ", " + WholeText.Of(memory.Offset));
}
