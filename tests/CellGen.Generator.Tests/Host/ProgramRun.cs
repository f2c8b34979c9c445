using CellGen.Generator.Equations;
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

    private static double Compute(Instruction instruction, double[] x) => instruction.Function switch
    {
        Function.Add => x[0] + x[1],
        Function.Subtract => x[0] - x[1],
        Function.Multiply => x[0] * x[1],
        Function.Divide => x[0] / x[1],
        Function.MultiplyAdd => (x[0] * x[1]) + x[2],
        Function.NegatedMultiplyAdd => x[2] - (x[0] * x[1]),
        Function.WherePositive => x[0] > 0 ? x[1] : 0,
        Function.WhereWithin => Math.Abs(x[0]) < instruction.Constant ? x[1] : 0,
        { } function when Primitive.Of(function) is { } primitive => primitive.Evaluate(x[0], instruction.Constant),
        _ => throw new NotSupportedException(instruction.ToString()),
    };
}
