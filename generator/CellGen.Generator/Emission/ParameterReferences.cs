using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Emission;

/// <summary>The references of a kernel into the recurrent part of a layer's parameters.</summary>
internal static class ParameterReferences
{
    public static string Weights(MatrixPlan matrix) => Camel(matrix) + "Weights";

    public static string Biases(MatrixPlan matrix) => Camel(matrix) + "Biases";

    public static string Vector(string name) => name + "Vector";

    /// <summary>Declares the references at the beginning of a kernel.</summary>
    /// <param name="biases">Whether the kernel multiplies: it reads matrices and biases too, not vectors alone.</param>
    public static void Emit(CodeWriter writer, NetPlan plan, bool biases)
    {
        foreach (var matrix in biases ? plan.Matrices : [])
        {
            writer.Line($"ref float {Weights(matrix)} = ref {VectorText.Element("parameters", matrix.Offset)};");
            if (matrix.BiasOffset >= 0)
            {
                writer.Line($"ref float {Biases(matrix)} = ref {VectorText.Element("parameters", matrix.BiasOffset)};");
            }
        }

        int offset = plan.Parameters.VectorOffset;
        foreach (var vector in plan.Step.Cell.Vectors)
        {
            writer.Line($"ref float {Vector(vector.Name!)} = ref {VectorText.Element("parameters", offset)};");
            offset += plan.StateStride;
        }
    }

    private static string Camel(MatrixPlan matrix) => char.ToLowerInvariant(matrix.Product.Name[0]) + matrix.Product.Name.Substring(1);
}
