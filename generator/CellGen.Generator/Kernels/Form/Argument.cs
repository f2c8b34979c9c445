namespace CellGen.Generator.Kernels.Form;

/// <summary>What a kernel that runs another hands over.</summary>
/// <param name="Parameter">The parameter of the other kernel.</param>
internal abstract record Argument(string Parameter)
{
    /// <summary>A reference.</summary>
    internal sealed record Reference(string Parameter, Memory To) : Argument(Parameter);

    /// <summary>A whole number.</summary>
    internal sealed record Number(string Parameter, Whole Value) : Argument(Parameter);
}
