using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Tests.Kernels;

/// <summary>
/// Every kernel is well-formed: with all the memory that it may want it runs, its variables are declared and set before they are
/// used, its vectors fit together, and the kernels that it calls are there.
/// </summary>
public class KernelFormTests
{
    /// <summary>More floats than a few rows of these nets have.</summary>
    private const int Rows = 1 << 14;

    public static TheoryData<string, string> Cases => FormNets.Cases();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_kernel_runs(string name, string width)
    {
        var random = new Random(20060101);
        var (plan, widthPlan) = FormNets.Of(name, width);
        var kernels = Lowered.Of(plan, widthPlan).ToList();
        double[] memory = [.. Enumerable.Range(0, plan.Parameters.PackedLength + (2 * Rows)).Select(_ => random.NextDouble())];
        var numbers = new Dictionary<string, int> { ["StateStride"] = plan.StateStride, ["TapeStride"] = plan.TapeStride };
        foreach (var (kernel, form) in kernels)
        {
            var interpreter = new FormInterpreter(kernels.Select(each => each.Form), numbers);
            interpreter.Run(form, form.Signature.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Kind switch
            {
                ParameterKind.Reference => new FormReference([.. memory], Rows),
                ParameterKind.NativeInteger => plan.Spec.Cell.LayerOutput,
                ParameterKind.Length => plan.Spec.Cell.Hidden,
                ParameterKind.Boolean => true,
                _ => (object)(parameter.Name is "rows" or "steps" ? 2 : 1000),
            }));
            Assert.True(interpreter.MultiplyAdds > 0 || kernel is UnitsKernel or AgentUnitsKernel, $"{form.Signature.Name} multiplies nothing");
        }
    }
}
