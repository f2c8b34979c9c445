using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>The references of a kernel into the recurrent part of a layer's parameters.</summary>
internal static class ParameterReferences
{
    /// <summary>Declares the references at the beginning of a kernel.</summary>
    /// <param name="kernel">Where to write.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="biases">Whether the kernel multiplies: it reads matrices and biases too, not vectors alone.</param>
    public static void Build(KernelBuilder kernel, NetPlan plan, bool biases)
    {
        foreach (var matrix in biases ? plan.Matrices : [])
        {
            kernel.LetReference(ParameterNames.Weights(matrix), new Memory(matrix.Weights.Memory, matrix.Weights.Offset));
            if (matrix.Bias is { } bias)
            {
                kernel.LetReference(ParameterNames.Biases(matrix), new Memory(bias.Memory, bias.Offset));
            }
        }

        int offset = plan.Parameters.VectorOffset;
        foreach (var vector in plan.Step.Cell.Vectors)
        {
            kernel.LetReference(ParameterNames.Vector(vector.Name!), new Memory("parameters", offset));
            offset += plan.StateStride;
        }
    }
}
