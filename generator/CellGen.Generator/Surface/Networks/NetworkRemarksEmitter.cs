using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>Emits the remarks on a class of several layers: each layer with its equations, and the costs.</summary>
internal sealed class NetworkRemarksEmitter(CodeWriter writer, NetworkPlan plan)
{
    public void Emit()
    {
        writer.Raw("/// <remarks>");
        writer.Raw(Invariant($"/// <para>A net of {plan.Layers.Count} layers: input {plan.Spec.InputSize}.</para>"));
        writer.Raw("/// <code>");
        foreach (string line in plan.Layers.SelectMany(layer => NetworkEquations.Lines(plan, layer)))
        {
            writer.Raw("/// " + line);
        }

        writer.Raw("/// </code>");
        writer.Raw("/// <para>σ is the logistic function, ⊙ the Hadamard product, [a; b] a beside b; W acts on what a layer reads, U on its hidden state.</para>");
        writer.Raw("/// <list type=\"table\">");
        Row("parameters", Invariant($"{plan.TotalCount} ({plan.PackedLength * 4L} bytes packed)"));
        Row("state", Invariant($"{plan.StateFloats * sizeof(float)} bytes"));
        Row("a step", Invariant($"{plan.MultiplyAdds} multiply-adds"));
        writer.Raw("/// </list>");
        if (plan.Spec.Type.DrawsInConstructors)
        {
            writer.Raw("/// <para>A constructor of its own that calls no other, with this(seed), draws the weights with seed 0.</para>");
        }

        writer.Raw("/// </remarks>");
    }

    /// <summary>What a layer reads, in words: "x" is the input.</summary>
    public static string Sources(NetworkPlan plan, LayerSpec layer, string separator) =>
        string.Join(separator, layer.Sources.Select(source => source < 0 ? "input" : plan.Layers[source].Variable));

    private void Row(string term, string description) =>
        writer.Raw($"/// <item><term>{term}</term><description>{description}</description></item>");
}
