using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Planning.Schedules;
using static System.FormattableString;

namespace CellGen.Generator.Descriptions;

/// <summary>What is said of a net that is one stack.</summary>
internal static class StackRemarks
{
    public static NetRemarks Of(NetPlan plan) =>
        new(StackEquations.Title(plan) + Head(plan.Spec.Head), StackEquations.Definitions(plan), "; W acts on the input, U on the hidden state", Facts(plan))
        {
            Gradients = plan.Spec.Cell.Equations is null ? [] : [.. NetText.GradientsOf(plan).Select(equation => equation.Replace("<", "&lt;").Replace(">", "&gt;"))],
        };

    private static string Head(HeadSpec? head) => head is null ? "" : Invariant($"; a dense head of {head.Output} outputs over {head.Over switch
    {
        HeadInput.EveryStep => "every step",
        HeadInput.LastState => "the last state",
        HeadInput.MeanState => "the mean of all states",
        _ => "each input and the state before it",
    }}");

    private static IEnumerable<(string Term, string Description)> Facts(NetPlan plan)
    {
        yield return ("parameters", Invariant($"{plan.Parameters.TotalCount} ({plan.Parameters.PackedLength * 4L} bytes packed)"));
        yield return ("state", Invariant($"{plan.StateFloats * sizeof(float)} bytes"));
        yield return ("a step", Invariant($"{plan.MultiplyAdds} multiply-adds"));
        yield return ("input products", plan.Spec.GathersColumns
            ? "none in the first layer: a token selects a column"
            : Invariant($"of up to {plan.ChunkSteps} steps at once, outside the recurrence"));
        if (plan.Spec.Cell.Bidirectional)
        {
            yield return ("directions", plan.Interleaves ? "both in one loop: their chains hide each other's latency" : "one after the other");
        }

        if (plan.PairsLayers(tape: false))
        {
            yield return ("layers", "two in one loop, the upper one a chunk of steps behind: their chains hide each other's latency");
        }

        if (plan.Matrices.Count == 0)
        {
            yield return ("recurrence", "no product: unit by unit");
        }

        foreach (var matrix in plan.Matrices)
        {
            int partials = plan.Widths[0].Of(matrix).Forward.Schedule.Partials;
            string plans = string.Join("; ", plan.Widths.Select(width => $"{width.Profile.Name} {width.Of(matrix).Forward.Description}"));
            yield return ("product " + matrix.TensorText, Invariant($"{partials} partial sum{(partials == 1 ? "" : "s")} for each output; {plans}"));
        }

        if (plan.RunsAbreast)
        {
            yield return (plan.RunsAbreastWithoutTape ? "batches" : "batches with a tape", Invariant($"{AbreastSequences.MostOf(plan)} sequences abreast, step by step: a weight of the recurrence is read once for all of them"));
        }

        if (plan.Spec.Network is { Training: false } or { Agents: false })
        {
            string?[] left = [plan.Spec.Network.Training ? null : "training", plan.Spec.Network.Agents ? null : "StepMany; a batch runs one sequence after the other"];
            yield return ("left out", string.Join("; ", left.OfType<string>()));
        }
    }
}
