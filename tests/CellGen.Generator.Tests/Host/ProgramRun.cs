using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Host;

/// <summary>Computes an element-wise program in double precision, from what its sources read.</summary>
internal static class ProgramRun
{
    /// <summary>The value of each instruction.</summary>
    public static double[][] Values(ElementwiseProgram program, Func<Instruction, double[]> source)
    {
        var values = new List<double[]>();
        foreach (Instruction instruction in program.Instructions)
        {
            double[][] arguments = [.. instruction.Arguments.Select(index => values[index])];
            int length = arguments.Select(argument => argument.Length).DefaultIfEmpty(1).Max();
            values.Add(instruction.Operation switch
            {
                Operation.Constant => [instruction.Constant],
                _ when arguments.Length == 0 => source(instruction),
                _ => [.. Enumerable.Range(0, length).Select(i => Compute(instruction, [.. arguments.Select(argument => argument[i % argument.Length])]))],
            });
        }

        return [.. values];
    }

    private static double Compute(Instruction instruction, double[] x) => instruction.Operation switch
    {
        Operation.Add => x[0] + x[1],
        Operation.Subtract => x[0] - x[1],
        Operation.Multiply => x[0] * x[1],
        Operation.Divide => x[0] / x[1],
        Operation.MultiplyAdd => (x[0] * x[1]) + x[2],
        Operation.NegatedMultiplyAdd => x[2] - (x[0] * x[1]),
        Operation.Sigmoid => 1 / (1 + Math.Exp(-x[0])),
        Operation.Tanh => Math.Tanh(x[0]),
        Operation.Relu => Math.Max(x[0], 0),
        Operation.Exp => Math.Exp(x[0]),
        Operation.Clip => Math.Clamp(x[0], -instruction.Constant, instruction.Constant),
        Operation.ReluGradient => x[0] > 0 ? x[1] : 0,
        Operation.ClipGradient => Math.Abs(x[0]) < instruction.Constant ? x[1] : 0,
        _ => throw new NotSupportedException(instruction.Operation.ToString()),
    };
}
