using CellGen.Generator.Planning;

namespace CellGen.Generator.Kernels;

/// <summary>The signature of a forward recurrence.</summary>
internal static class RecurrenceSignature
{
    public static Signature Of(NetPlan plan, bool tape, bool pair = false)
    {
        string name = (tape ? nameof(KernelName.ForwardTaped) : nameof(KernelName.Forward)) + (pair ? "Pair" : "");
        var parameters = (pair ? Chain.Pair : Chain.Of(plan)).SelectMany(chain => Parameters(plan, tape, chain));
        return new(name, new([.. parameters, KernelParameter.Integer("steps")]));
    }

    /// <summary>What one chain needs.</summary>
    private static IEnumerable<KernelParameter> Parameters(NetPlan plan, bool tape, Chain chain)
    {
        var step = plan.StepOf(tape);
        KernelParameter Reference(string name) => KernelParameter.Reference(chain.Name(name));
        KernelParameter Stride(string name) => KernelParameter.Stride(chain.Name(name));
        if (plan.Parameters.RecurrentLength > 0)
        {
            yield return Reference("parameters");
        }

        if (plan.ForwardReadsInput)
        {
            yield return Reference("weights");
            yield return Reference("input");
            yield return Stride("inputStep");
        }

        yield return Reference("projected");
        yield return Stride("projectedStep");
        foreach (string state in step.StateNames)
        {
            yield return Reference(state);
        }

        yield return KernelParameter.Integer(chain.Name("stateStep"));
        yield return Reference("output");
        yield return Stride("outputStep");
        if (tape)
        {
            yield return Reference("tape");
            yield return Stride("tapeStep");
        }
        else if (step.Carried.Count > 0)
        {
            yield return Reference("carried");
        }

        if (step.HasMask)
        {
            yield return Reference("mask");
        }
    }
}
