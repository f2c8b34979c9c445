using CellGen.Generator.Kernels;
using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>What the sums of a phase's product begin with, as a kernel that stores it for one row.</summary>
internal static class StartLowering
{
    public static KernelForm Lower(NetPlan plan, WidthPlan width, StartKernel start)
    {
        var kernel = new KernelBuilder();
        var matrix = start.Matrix;
        var sums = new PhaseSums(plan.Step.PhaseOf(matrix), matrix, width.Profile.Lanes);
        new GroupLoops(kernel, matrix.Layout, plan.Gates.Gates).Build(width.Of(matrix).Units, place => kernel.Block(() =>
        {
            for (int v = 0; v < place.Count; v++)
            {
                kernel.Store(new Memory("sums", place.LaneOf(v)), sums.Initial(place.LaneOf(v)));
            }
        }));
        return new KernelForm(plan.SignatureOf(start), kernel.Statements);
    }
}
