using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Descriptions;

/// <summary>What is said of an encoder and decoder: their equations, sizes and cost.</summary>
internal static class PairRemarks
{
    public static NetRemarks Of(PairPlan plan) =>
        new(PairEquations.Title(plan), PairEquations.Lines(plan), ", [a; b] a beside b; W acts on what a cell reads, U on its hidden state", Facts(plan));

    private static IEnumerable<(string Term, string Description)> Facts(PairPlan plan)
    {
        yield return ("parameters", Invariant($"{plan.TotalCount} ({plan.PackedLength * 4L} bytes packed)"));
        yield return ("state", Invariant($"{plan.StateFloats * sizeof(float)} bytes"));
        long MultiplyAdds(string axis) => plan.Parts.Where(part => part.Axis == axis).Sum(part => part.Core.MultiplyAdds);
        if (plan.Encodes)
        {
            yield return ("a step of the source", Invariant($"{MultiplyAdds(PairPlan.Source) + (plan.EncoderNet?.MultiplyAdds ?? 0)} multiply-adds"));
        }

        string attention = plan.Attends ? Invariant($", and {plan.QueryStep + plan.ValueStep} for each step of the source") : "";
        yield return ("a step of the target", Invariant($"{MultiplyAdds(PairPlan.Target)} multiply-adds{attention}"));
    }
}
