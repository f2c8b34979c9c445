using CellGen.Generator.Kernels.Form;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>Interpreters for the kernels of a net.</summary>
internal static class KernelInterpreter
{
    /// <summary>One that knows the other kernels of a width, the lengths of the rows that they have on the stack, and the constants.</summary>
    public static FormInterpreter Of(NetPlan plan, IEnumerable<(Kernel Kernel, KernelForm Form)> forms) => new(
        forms.Select(each => each.Form),
        new Dictionary<string, int>
        {
            ["SumsRow"] = 2 * plan.Widths.Max(width => width.StoredLanes),
            ["GateRow"] = plan.Gates.Lanes,
            ["StateRow"] = plan.StateStride,
            ["CarriedRow"] = plan.Step.Carried.Count * plan.StateStride,
            ["StateStride"] = plan.StateStride,
            ["TapeStride"] = plan.TapeStride,
        });
}
