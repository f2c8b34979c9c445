using CellGen.Generator.Model;

namespace CellGen.Generator.Kernels;

/// <summary>What a kernel is called and what it takes: its declaration and its calls are written from this one value.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Parameters">The parameters, in order.</param>
internal sealed record Signature(string Name, EquatableArray<KernelParameter> Parameters)
{
    /// <summary>The kernel of that name with these parameters; null stands for one that the kernel has not.</summary>
    public static Signature Of(string name, params KernelParameter?[] parameters) =>
        new(name, new([.. parameters.OfType<KernelParameter>()]));
}

/// <summary>A parameter of a kernel.</summary>
/// <param name="Kind">What is handed over.</param>
/// <param name="Name">The name of the parameter.</param>
internal readonly record struct KernelParameter(ParameterKind Kind, string Name)
{
    public static KernelParameter Reference(string name) => new(ParameterKind.Reference, name);

    public static KernelParameter Stride(string name) => new(ParameterKind.Stride, name);

    public static KernelParameter Integer(string name) => new(ParameterKind.Integer, name);

    /// <summary>A number of columns, where the kernel is for several matrices.</summary>
    public static KernelParameter? Columns(bool isVariable) => isVariable ? new(ParameterKind.NativeInteger, "columns") : null;
}

internal enum ParameterKind
{
    /// <summary>A reference to the first float of a row, a matrix or a sequence of rows.</summary>
    Reference,

    /// <summary>The number of floats from one row of the reference before it to the next.</summary>
    Stride,

    /// <summary>A number of rows, or the stride of several references.</summary>
    Integer,

    /// <summary>A number that offsets are computed from.</summary>
    NativeInteger,

    /// <summary>A number of floats that a loop runs over.</summary>
    Length,

    /// <summary>A choice.</summary>
    Boolean,
}
