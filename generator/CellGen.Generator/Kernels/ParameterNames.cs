using CellGen.Generator.Planning;

namespace CellGen.Generator.Kernels;

/// <summary>What the references into the recurrent part of a layer's parameters are called.</summary>
internal static class ParameterNames
{
    public static string Weights(MatrixPlan matrix) => Identifier.Uncapitalize(matrix.Product.Name) + "Weights";

    public static string Biases(MatrixPlan matrix) => Identifier.Uncapitalize(matrix.Product.Name) + "Biases";

    public static string Vector(string name) => name + "Vector";
}
