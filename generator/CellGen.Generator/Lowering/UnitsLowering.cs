using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>The element-wise program of a phase as a kernel that reads the sums from memory.</summary>
internal static class UnitsLowering
{
    public static KernelForm Lower(NetPlan plan, WidthPlan width, UnitsKernel units)
    {
        var kernel = new KernelBuilder();
        int lanes = width.Profile.Lanes;
        if (units.Program.Reads(Operation.Vector))
        {
            ParameterReferences.Build(kernel, plan, biases: false);
        }

        var matrix = plan.MatrixOf(units.Phase.Product!);
        var program = new PhaseProgramLowering(kernel, plan, width, units.Phase, units.Tape);
        new GroupLoops(kernel, matrix.Layout, plan.Gates.Gates).Build(width.Of(matrix).Units, place => kernel.Block(() =>
        {
            for (int v = 0; v < place.Count; v++)
            {
                kernel.Let(new Accumulator(lanes, place.Name(v))[0].Name, new Value.Load(lanes, new Memory("sums", place.LaneOf(v))));
            }

            program.BuildGroup(place);
        }));
        return new KernelForm(plan.SignatureOf(units), kernel.Statements);
    }
}
