using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Planning.Schedules;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits the remarks on the user's class: the equations, the shape, the costs and the plan.</summary>
internal sealed class RemarksEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly CellSpec _cell = plan.Spec.Cell;

    public void Emit()
    {
        writer.Raw("/// <remarks>");
        writer.Raw($"/// <para>{StackEquations.Title(plan)}{Head()}.</para>");
        writer.Raw("/// <code>");
        foreach (string equation in StackEquations.Definitions(plan))
        {
            writer.Raw("/// " + equation);
        }

        writer.Raw("/// </code>");
        writer.Raw("/// <para>σ is the logistic function, ⊙ the Hadamard product; W acts on the input, U on the hidden state.</para>");
        if (_cell.Equations is not null && plan.Spec.Network.Training)
        {
            Gradients();
        }

        writer.Raw("/// <list type=\"table\">");
        Row("parameters", Invariant($"{plan.Parameters.TotalCount} ({plan.Parameters.PackedLength * 4L} bytes packed)"));
        Row("state", Invariant($"{plan.StateFloats * sizeof(float)} bytes"));
        Row("a step", Invariant($"{plan.MultiplyAdds} multiply-adds"));
        Row("input products", plan.Spec.GathersColumns
            ? "none in the first layer: a token selects a column"
            : Invariant($"of up to {plan.ChunkSteps} steps at once, outside the recurrence"));
        if (_cell.Bidirectional)
        {
            Row("directions", plan.Interleaves ? "both in one loop: their chains hide each other's latency" : "one after the other");
        }

        if (plan.PairsLayers(tape: false))
        {
            Row("layers", "two in one loop, the upper one a chunk of steps behind: their chains hide each other's latency");
        }

        if (plan.Matrices.Count == 0)
        {
            Row("recurrence", "no product: unit by unit");
        }

        foreach (var matrix in plan.Matrices)
        {
            int partials = plan.Widths[0].Of(matrix).Forward.Schedule.Partials;
            string plans = string.Join("; ", plan.Widths.Select(width => $"{width.Profile.Name} {width.Of(matrix).Forward.Description}"));
            Row("product " + matrix.TensorText, Invariant($"{partials} partial sum{(partials == 1 ? "" : "s")} for each output; {plans}"));
        }

        if (plan.RunsAbreast)
        {
            Row(plan.RunsAbreastWithoutTape ? "batches" : "batches with a tape", Invariant($"{AbreastSequences.MostOf(plan)} sequences abreast, step by step: a weight of the recurrence is read once for all of them"));
        }

        if (plan.Spec.Network is { Training: false } or { Agents: false })
        {
            Row("left out", string.Join("; ", new[]
            {
                plan.Spec.Network.Training ? null : "training",
                plan.Spec.Network.Agents ? null : "StepMany; a batch runs one sequence after the other",
            }.Where(text => text is not null)));
        }

        writer.Raw("/// </list>");
        if (plan.Spec.Type.DrawsInConstructors)
        {
            writer.Raw("/// <para>A constructor of its own that calls no other, with this(seed), draws the weights with seed 0.</para>");
        }

        writer.Raw("/// </remarks>");
    }

    /// <summary>What was derived from a user's equations: a person who wrote them can compare it with the paper.</summary>
    private void Gradients()
    {
        writer.Raw("/// <para>Backward, derived: dz is the gradient of z, da_z that of W_z x, du_z that of U_z h where it is another. The matrices, transposed, carry them on to what they multiply.</para>");
        writer.Raw("/// <code>");
        foreach (string equation in NetText.GradientsOf(plan))
        {
            writer.Raw("/// " + equation.Replace("<", "&lt;").Replace(">", "&gt;"));
        }

        writer.Raw("/// </code>");
    }

    private string Head() => plan.Spec.Head switch
    {
        null => "",
        { Over: HeadInput.EveryStep } head => Invariant($"; a dense head of {head.Output} outputs over every step"),
        { Over: HeadInput.LastState } head => Invariant($"; a dense head of {head.Output} outputs over the last state"),
        { Over: HeadInput.MeanState } head => Invariant($"; a dense head of {head.Output} outputs over the mean of all states"),
        { } head => Invariant($"; a dense head of {head.Output} outputs over each input and the state before it"),
    };

    private void Row(string term, string description) =>
        writer.Raw($"/// <item><term>{term}</term><description>{description}</description></item>");
}
