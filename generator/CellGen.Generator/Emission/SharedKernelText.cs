using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Emission;

/// <summary>
/// How the kernels are called that one matrix may share with others: their name, and the argument for the number of columns
/// where they have one.
/// </summary>
internal static class SharedKernelText
{
    /// <summary>The argument of the layer with that number.</summary>
    public static string ColumnsOf(string layer) => $"{layer} == 0 ? InputSize : LayerOutputSize, ";

    /// <summary>The product with an input; Project is that of the layer whose number is in the variable "layer".</summary>
    public static (string Kernel, string Columns) InputProduct(KernelSet kernels, KernelName name) =>
        !kernels.SharesInputProducts ? (name.ToString(), "")
        : (nameof(KernelName.Project), name == KernelName.Project
            ? ColumnsOf("layer")
            : Invariant($"{kernels.InputProducts.Single(product => product.Name == name).Columns}, "));

    /// <summary>The gradient of a matrix; WeightGradient is that of weight_ih of the layer whose number is in the variable "layer".</summary>
    public static (string Kernel, string Columns) WeightGradient(KernelSet kernels, string name) =>
        name == nameof(KernelName.WeightGradient) ? (name, ColumnsOf("layer"))
        : kernels.ColumnsOfShared(name) is { } columns ? (nameof(KernelName.WeightGradient), Invariant($"{columns}, "))
        : (name, "");
}
