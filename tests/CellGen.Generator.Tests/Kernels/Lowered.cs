using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Lowering;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>The kernels of a net in the form.</summary>
internal static class Lowered
{
    /// <summary>Those of a width, in order.</summary>
    public static IEnumerable<(Kernel Kernel, KernelForm Form)> Of(NetPlan plan, WidthPlan width) =>
        width.Kernels.Select(kernel => (kernel, KernelLowering.Lower(plan, width, kernel)));
}
