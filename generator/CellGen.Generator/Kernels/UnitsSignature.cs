using CellGen.Generator.Planning;

namespace CellGen.Generator.Kernels;

/// <summary>The signature of a phase's element-wise program where it is a method: it takes what the program reads and writes.</summary>
internal static class UnitsSignature
{
    public static Signature Of(NetPlan plan, UnitsKernel kernel) => new(
        kernel.Phase.Product!.Name + (kernel.Tape ? "UnitsTaped" : "Units"), new([.. Parameters(plan, kernel.Program, kernel.Tape).Select(KernelParameter.Reference)]));

    private static IEnumerable<string> Parameters(NetPlan plan, ElementwiseProgram program, bool tape)
    {
        yield return "sums";
        if (program.Reads(Operation.Vector))
        {
            yield return "parameters";
        }

        if (program.Reads(Operation.InputProduct) || program.Reads(Operation.Input))
        {
            yield return "projected";
        }

        foreach (string state in plan.StepOf(tape).StateNames)
        {
            if (program.Instructions.Any(instruction => instruction.Operation == Operation.PreviousState && instruction.Symbol == state))
            {
                yield return state;
            }

            if (program.Outputs.Any(output => output.Kind == OutputKind.NextState && output.Symbol == state))
            {
                yield return state + "Next";
            }
        }

        if (program.Outputs.Any(output => output.Kind == OutputKind.NextState && output.Symbol == "h"))
        {
            yield return "output";
        }

        if (program.Reads(Operation.Carried) || program.Outputs.Any(output => output.Kind != OutputKind.NextState))
        {
            yield return tape ? "tape" : "carried";
        }

        if (program.Reads(Operation.Mask))
        {
            yield return "mask";
        }
    }
}
