using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>
/// How the kernels are called that one matrix may share with others: their signature, and the argument for the number of
/// columns where they have one.
/// </summary>
internal static class SharedKernelText
{
    /// <summary>The number of columns of the layer with that number.</summary>
    public static string ColumnsOf(string layer) => $"{layer} == 0 ? InputSize : LayerOutputSize";

    /// <summary>The product with an input; Project is that of the layer whose number is in the variable "layer".</summary>
    public static (Signature Kernel, string Columns) InputProduct(KernelSet kernels, KernelName name)
    {
        var product = kernels.Products.FirstOrDefault(product => product.IsVariable) ?? kernels.Product(name);
        return (Signatures.Of(product), name == KernelName.Project
            ? ColumnsOf("layer")
            : Invariant($"{kernels.InputProducts.Single(product => product.Name == name).Columns}"));
    }

    /// <summary>The gradient of a matrix; WeightGradient is that of weight_ih of the layer whose number is in the variable "layer".</summary>
    public static (Signature Kernel, string Columns) WeightGradient(KernelSet kernels, string name)
    {
        var shared = kernels.WeightGradients.FirstOrDefault(gradient => gradient.IsVariable);
        int? columns = kernels.ColumnsOfShared(name);
        var gradient = name == nameof(KernelName.WeightGradient) || columns is not null ? shared! : kernels.Gradient(name);
        return (Signatures.Of(gradient), name == nameof(KernelName.WeightGradient) ? ColumnsOf("layer") : Invariant($"{columns}"));
    }
}
