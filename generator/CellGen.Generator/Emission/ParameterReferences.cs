using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Emission;

/// <summary>The references of a kernel into the recurrent part of a layer's parameters.</summary>
internal static class ParameterReferences
{
    /// <summary>Declares the references at the beginning of a kernel.</summary>
    /// <param name="biases">Whether the kernel multiplies: it reads matrices and biases too, not vectors alone.</param>
    public static void Emit(CodeWriter writer, NetPlan plan, bool biases)
    {
        foreach (var matrix in biases ? plan.Matrices : [])
        {
            writer.Line($"ref float {ParameterNames.Weights(matrix)} = ref {Element(matrix.Weights)};");
            if (matrix.Bias is { } bias)
            {
                writer.Line($"ref float {ParameterNames.Biases(matrix)} = ref {Element(bias)};");
            }
        }

        int offset = plan.Parameters.VectorOffset;
        foreach (var vector in plan.Step.Cell.Vectors)
        {
            writer.Line($"ref float {ParameterNames.Vector(vector.Name!)} = ref {VectorText.Element("parameters", offset)};");
            offset += plan.StateStride;
        }

        static string Element(Place place) => VectorText.Element(place.Memory, place.Offset);
    }
}
