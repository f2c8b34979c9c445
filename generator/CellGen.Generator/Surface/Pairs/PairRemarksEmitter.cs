using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits what stands above the class: the equations of an encoder and decoder, its sizes and its cost.</summary>
internal sealed class PairRemarksEmitter(CodeWriter writer, PairPlan plan)
{
    public void Emit()
    {
        writer.Raw("/// <remarks>");
        writer.Raw($"/// <para>{PairEquations.Title(plan)}.</para>");
        writer.Raw("/// <code>");
        foreach (string line in PairEquations.Lines(plan))
        {
            writer.Raw("/// " + line);
        }

        writer.Raw("/// </code>");
        writer.Raw("/// <para>σ is the logistic function, ⊙ the Hadamard product, [a; b] a beside b; W acts on what a cell reads, U on its hidden state.</para>");
        writer.Raw("/// <list type=\"table\">");
        Row("parameters", Invariant($"{plan.TotalCount} ({plan.PackedLength * 4L} bytes packed)"));
        Row("state", Invariant($"{plan.StateFloats * sizeof(float)} bytes"));
        if (plan.Encodes)
        {
            Row("a step of the source", Invariant($"{MultiplyAdds(PairPlan.Source) + (plan.EncoderNet?.MultiplyAdds ?? 0)} multiply-adds"));
        }

        Row("a step of the target", Invariant($"{MultiplyAdds(PairPlan.Target)} multiply-adds{(plan.Attends ? Invariant($", and {plan.QueryStep + plan.ValueStep} for each step of the source") : "")}"));
        writer.Raw("/// </list>");
        if (plan.Spec.Type.DrawsInConstructors)
        {
            writer.Raw("/// <para>A constructor of its own that calls no other, with this(seed), draws the weights with seed 0.</para>");
        }

        writer.Raw("/// </remarks>");
    }

    private long MultiplyAdds(string axis) => plan.Parts.Where(part => part.Axis == axis).Sum(part => part.Core.MultiplyAdds);

    private void Row(string term, string description) =>
        writer.Raw($"/// <item><term>{term}</term><description>{description}</description></item>");
}
