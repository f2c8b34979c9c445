using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Lowering;

/// <summary>From the plan of a width to its kernels' forms.</summary>
internal static class KernelLowering
{
    public static KernelForm Lower(NetPlan plan, WidthPlan width, Kernel kernel) => kernel switch
    {
        RowProduct product => RowProductLowering.Lower(width, product),
        NarrowProduct head => NarrowProductLowering.Lower(width.Profile, head),
        SumsKernel sums => new SumsLowering(plan, width, sums).Lower(),
        UnitsKernel units => UnitsLowering.Lower(plan, width, units),
        StartKernel start => StartLowering.Lower(plan, width, start),
        BackwardUnitsKernel units => new BackwardLowering(plan, width).Lower(units),
        RecurrenceKernel recurrence => RecurrenceLowering.Lower(plan, width, recurrence),
        StepKernel step => new StepLowering(plan, width).Lower(step),
        AgentKernel agents => new AgentStepLowering(plan, width, agents).Lower(),
        AgentUnitsKernel units => new AgentUnitsLowering(plan, width).Lower(units),
        BackwardKernel backward => new BackwardLowering(plan, width).Lower(backward),
        WeightGradient gradient => new WeightGradientLowering(width, gradient).Lower(),
        _ => throw new NotSupportedException(kernel.GetType().Name),
    };
}
