using CellGen.Generator.Kernels.Form;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>A whole number of a kernel that is interpreted.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Value">The number, within its type.</param>
internal readonly record struct FormNumber(WholeType Type, long Value)
{
    /// <summary>The number of that type; an exception where the type cannot hold it.</summary>
    public static FormNumber Of(WholeType type, long value) => type switch
    {
        WholeType.Int when value != (int)value => throw new FormException($"{value} is no int"),
        WholeType.NativeUnsigned when value < 0 => throw new FormException($"{value} is no distance without a sign"),
        _ => new(type, value),
    };
}
