using CellGen.Generator.Planning;
using static CellGen.Generator.Kernels.KernelParameter;

namespace CellGen.Generator.Kernels;

/// <summary>The signature of the backward recurrence: for each chain the references that stay, and those that go from step to step.</summary>
internal static class BackwardSignature
{
    public static Signature Of(NetPlan plan)
    {
        var parameters = Chain.Of(plan).SelectMany(chain => Fixed(plan).Concat(Moving(plan).SelectMany(rows => rows.Parameters))
            .Select(parameter => parameter with { Name = chain.Name(parameter.Name) }));
        return new(nameof(KernelName.Backward), new([.. parameters, Integer("steps")]));
    }

    /// <summary>The element-wise program of a phase alone: the rows of one step.</summary>
    public static Signature Of(NetPlan plan, BackwardUnitsKernel kernel)
    {
        var names = Fixed(plan).Select(parameter => parameter.Name).Where(name => name != "transposed").Concat(Moving(plan).SelectMany(rows => rows.Rows));
        return new(kernel.Phase.Product!.Name + "UnitsBackward", new([.. names.Select(Reference)]));
    }

    /// <summary>The references that stay.</summary>
    public static IEnumerable<KernelParameter> Fixed(NetPlan plan)
    {
        List<string> names =
        [
            .. plan.Training.Cell.Vectors.Count > 0 ? ["parameters", "vectorGradients"] : Array.Empty<string>(),
            .. plan.Matrices.Count > 0 ? ["transposed"] : Array.Empty<string>(),
            .. plan.Training.StateNames.Select(state => state + "Gradient"),
            .. plan.InnerOperands.Count > 0 ? ["operandGradients"] : Array.Empty<string>(),
            .. plan.Training.HasMask ? ["mask"] : Array.Empty<string>(),
        ];
        return names.Select(Reference);
    }

    /// <summary>The rows of a step, those with one stride together.</summary>
    public static IEnumerable<MovingRows> Moving(NetPlan plan)
    {
        yield return new(["tape"], Stride("tapeStep"));
        yield return new(plan.Training.StateNames, Integer("stateStep"));
        yield return new(["outputGradient"], Stride("outputStep"));
        yield return new(["inputGates"], Stride("inputGateStep"));
        if (plan.ProductGateLanes > 0)
        {
            yield return new(["productGates"], Stride("productGateStep"));
        }
    }
}
