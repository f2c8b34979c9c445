using CellGen.Generator.Planning;
using static CellGen.Generator.Kernels.KernelParameter;

namespace CellGen.Generator.Kernels;

/// <summary>The signatures of the kernels of a net.</summary>
internal static class Signatures
{
    public static Signature SignatureOf(this NetPlan plan, Kernel kernel) => kernel switch
    {
        RowProduct product => Of(product),
        NarrowProduct product => Of(product),
        WeightGradient gradient => Of(gradient),
        RecurrenceKernel recurrence => RecurrenceSignature.Of(plan, recurrence.Tape, recurrence.IsPair),
        StepKernel step => Of(plan, step),
        AgentKernel agents => Of(plan, agents),
        BackwardKernel => BackwardSignature.Of(plan),
        SumsKernel sums => Of(plan, sums),
        UnitsKernel units => UnitsSignature.Of(plan, units),
        StartKernel start => Of(plan, start),
        BackwardUnitsKernel units => BackwardSignature.Of(plan, units),
        AgentUnitsKernel => OfAgentUnits(plan),
        _ => throw new NotSupportedException(kernel.GetType().Name),
    };

    /// <summary>A function of each value of some rows: the gradient reads that of the function's value, too, and writes its own.</summary>
    public static Signature Of(ElementwiseKernel kernel) => Signature.Of(
        kernel.Name,
        Reference("input"),
        Stride("inputStep"),
        kernel.IsGradient ? Reference("gradient") : null,
        kernel.IsGradient ? Stride("gradientStep") : null,
        Reference("output"),
        Stride("outputStep"),
        Integer("rows"));

    /// <summary>A packed matrix times many rows.</summary>
    public static Signature Of(RowProduct product) => Signature.Of(
        product.Name.ToString(),
        Columns(product.IsVariable),
        Reference("weights"),
        product.Start == RowStart.Bias ? Reference("biases") : null,
        Reference("input"),
        Stride("inputStep"),
        Reference("output"),
        Stride("outputStep"),
        Integer("rows"),
        product.Start == RowStart.Accumulate ? new(ParameterKind.Boolean, "accumulate") : null);

    /// <summary>A head with few outputs: the same as a product over rows.</summary>
    public static Signature Of(NarrowProduct product) => Signature.Of(
        nameof(KernelName.Head),
        Reference("weights"),
        product.Bias ? Reference("biases") : null,
        Reference("input"),
        Stride("inputStep"),
        Reference("output"),
        Stride("outputStep"),
        Integer("rows"));

    /// <summary>The gradient of a weight matrix.</summary>
    public static Signature Of(WeightGradient gradient) => Signature.Of(
        gradient.Name,
        Columns(gradient.IsVariable),
        Reference("gradient"),
        Reference("rowGradients"),
        Stride("gradientStep"),
        Reference("operands"),
        Stride("operandStep"),
        Integer("rows"));

    /// <summary>A fused step, in place.</summary>
    private static Signature Of(NetPlan plan, StepKernel step)
    {
        static KernelParameter? Where(bool isThere, string name) => isThere ? Reference(name) : null;
        string name = step.Input?.Name switch
        {
            null => "StepProjected",
            KernelName.ProjectInput => "StepInput",
            _ => "StepLayer",
        };
        return Signature.Of(
            name,
            [
                Columns(step.Input is { IsVariable: true }),
                Where(step.Input is not null || plan.Parameters.RecurrentLength > 0, "weights"),
                Reference(step.Input is null ? "projected" : "input"),
                .. plan.Step.StateNames.Select(state => Where(true, state)),
                Where(plan.StepHead is not null, "headWeights"),
                Where(plan.StepHead is { Bias: true }, "headBiases"),
                Where(plan.StepWritesOutput, "output"),
            ]);
    }

    /// <summary>A step of a group of agents: x, h and hNext have a row of agents for each element, sums is scratch.</summary>
    private static Signature Of(NetPlan plan, AgentKernel kernel) => Signature.Of(
        kernel.Name,
        [
            Reference("weights"),
            Columns(kernel.IsVariable),
            Reference("x"),
            .. plan.Step.StateNames.Select(state => (KernelParameter?)Reference(state)),
            Reference("hNext"),
            Reference("sums"),
        ]);

    /// <summary>The sums of a phase, through memory.</summary>
    private static Signature Of(NetPlan plan, SumsKernel kernel) => Signature.Of(
        kernel.Matrix.Product.Name + "Sums",
        Reference(ParameterNames.Weights(kernel.Matrix)),
        kernel.Matrix.Bias is not null ? Reference(ParameterNames.Biases(kernel.Matrix)) : null,
        plan.Step.PhaseOf(kernel.Matrix).JoinedGates.Count > 0 ? Reference("projected") : null,
        Reference("operand"),
        Reference("sums"));

    /// <summary>What the sums of a phase begin with.</summary>
    private static Signature Of(NetPlan plan, StartKernel kernel) => Signature.Of(
        kernel.Matrix.Product.Name + "Start",
        kernel.Matrix.Bias is not null ? Reference(ParameterNames.Biases(kernel.Matrix)) : null,
        plan.Step.PhaseOf(kernel.Matrix).JoinedGates.Count > 0 ? Reference("projected") : null,
        Reference("sums"));

    /// <summary>The equations of some units of a group of agents.</summary>
    private static Signature OfAgentUnits(NetPlan plan) => new("AgentUnits", new(
    [
        Reference("sums"),
        .. AgentUnitRows(plan).Concat(AgentUnitVectors(plan)).Select(Reference),
        KernelParameter.Integer("length"),
    ]));

    /// <summary>The rows of agents that the equations read and write.</summary>
    public static IEnumerable<string> AgentUnitRows(NetPlan plan) => plan.Step.StateNames.Append("hNext").Concat(plan.Step.ReadsInput ? ["x"] : []);

    /// <summary>The vectors of parameters that they read.</summary>
    public static IEnumerable<string> AgentUnitVectors(NetPlan plan) =>
        plan.Step.Cell.Vectors.Select(vector => ParameterNames.Vector(vector.Name!));
}
