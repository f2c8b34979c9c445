using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Lowering;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>The kernels of a net, lowered to the form.</summary>
internal static class Lowered
{
    /// <summary>Those of a width, in order.</summary>
    public static IEnumerable<(Kernel Kernel, KernelForm Form)> Of(NetPlan plan, WidthPlan width) => Of<Kernel>(plan, width);

    /// <summary>Those of a kind.</summary>
    public static IEnumerable<(T Kernel, KernelForm Form)> Of<T>(NetPlan plan, WidthPlan width)
        where T : Kernel => width.Kernels.OfType<T>().Select(kernel => (kernel, KernelLowering.Lower(plan, width, kernel)));
}
