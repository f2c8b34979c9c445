namespace CellGen.Generator.Kernels.Form;

/// <summary>A float of a kernel's memory: so many floats from where a reference stands.</summary>
/// <param name="Reference">The reference: a parameter or a variable.</param>
/// <param name="Offset">The distance in floats.</param>
internal readonly record struct Memory(string Reference, Whole Offset)
{
    public static implicit operator Memory(string reference) => new(reference, 0);

    /// <summary>Whether the reference stands there.</summary>
    public bool IsStart => Offset is Whole.Number { Value: 0 };

    /// <summary>A float further on.</summary>
    public static Memory operator +(Memory memory, Whole distance) => memory with { Offset = memory.Offset + distance };
}
