namespace CellGen.Generator.Kernels;

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
