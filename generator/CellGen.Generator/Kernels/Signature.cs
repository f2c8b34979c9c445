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
