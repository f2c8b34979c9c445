using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits what stands above the class: the equations of an encoder and decoder, its sizes and its cost.</summary>
internal sealed class PairRemarksEmitter(CodeWriter writer, PairPlan plan)
{
    public void Emit()
    {
        var pair = plan.Pair;
        writer.Raw("/// <remarks>");
        writer.Raw(plan.Encodes
            ? Invariant($"/// <para>An encoder and decoder: sources of up to {pair.MaxSource} steps.</para>")
            : Invariant($"/// <para>A decoder of a context of {pair.ContextSize} values.</para>"));
        writer.Raw("/// <code>");
        if (plan.Encodes)
        {
            EmitCell("s_j", plan.Encoder, "x_j of the source");
        }

        string context = plan.Encodes ? "the encoder's last state" : "what is given";
        Line(plan.CopiesState ? $"h_0 = {context}" : Invariant($"h_0 = tanh(W_b context + b_b), context = {context} [{pair.ContextSize}]"));
        switch (pair.Attention)
        {
            case AttentionKind.Additive:
                Line("e_j = v · tanh(W_q h_(t−1) + W_k s_j), α = softmax(e), c_t = Σ α_j s_j");
                break;
            case AttentionKind.General:
                Line("e_j = h_t · W_q s_j, α = softmax(e), c_t = Σ α_j s_j");
                break;
            case AttentionKind.Dot:
                Line("e_j = h_t · s_j, α = softmax(e), c_t = Σ α_j s_j");
                break;
        }

        EmitCell("h_t", plan.Decoder, plan.IsAdditive ? "[y_(t−1); c_t]" : pair.JoinsInput ? "[y_(t−1); context]" : "y_(t−1)");
        if (pair.Combines)
        {
            Line(Invariant($"a_t = tanh(W_c [c_t; h_t]) [{pair.Decoder.StateSize}]"));
        }

        Line(Invariant($"output = {EquationText.DenseOf(plan.Head.Core.Step.Cell, pair.Head.Bias, pair.Combines ? "a_t" : "h_t")} [{pair.Head.Hidden}]"));
        writer.Raw("/// </code>");
        writer.Raw("/// <para>σ is the logistic function, ⊙ the Hadamard product, [a; b] a beside b; W acts on what a cell reads, U on its hidden state.</para>");
        writer.Raw("/// <list type=\"table\">");
        Row("parameters", Invariant($"{plan.TotalCount} ({plan.PackedLength * 4L} bytes packed)"));
        Row("state", Invariant($"{plan.StateFloats * sizeof(float)} bytes"));
        if (plan.Encodes)
        {
            Row("a step of the source", Invariant($"{MultiplyAdds(PairPlan.Source)} multiply-adds"));
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

    private void EmitCell(string output, PairPart part, string reads)
    {
        var cell = part.Core.Spec.Cell;
        Line(Invariant($"{output}: {part.Core.Step.Cell.Title} of {cell.Hidden} units, {cell.Layers} layer{(cell.Layers == 1 ? "" : "s")}{(cell.Bidirectional ? ", bidirectional" : "")}, x = {reads} [{cell.LayerOutput}]"));
        foreach (var definition in part.Core.Step.Cell.Definitions)
        {
            Line("    " + EquationText.Definition(definition, cell.Bias));
        }
    }

    private void Line(string line) => writer.Raw("/// " + line);

    private void Row(string term, string description) =>
        writer.Raw($"/// <item><term>{term}</term><description>{description}</description></item>");
}
