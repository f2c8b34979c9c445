using CellGen.Generator.Equations;
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
        foreach (var layer in plan.Layers)
        {
            EmitLayer(layer);
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

    private void EmitLayer(LayerPlan layer)
    {
        string sources = Sources(plan, layer.Spec, layer.Spec.Kind == LayerKind.Add ? " + " : "; ");
        string output = layer.Spec.Output is { } name ? $" → {name.TrimStart('@')}" : "";
        string size = Invariant($" [{layer.Spec.Size}]{output}");
        string line = layer.Spec.Kind switch
        {
            LayerKind.Concatenate => $"{layer.Variable} = [{sources}]{size}",
            LayerKind.Add => $"{layer.Variable} = {sources}{size}",
            LayerKind.Windows when layer.Spec.Window is { Frame: 0 } window => Invariant($"{layer.Variable} = [{sources} of {window.Kernel} steps, {window.Dilation} apart]{size}"),
            LayerKind.Windows when layer.Spec.Window is { } window => Invariant($"{layer.Variable} = {window.Count} × [{sources} at {window.Kernel} positions, {window.Dilation} apart]{size}"),
            LayerKind.Last => $"{layer.Variable} = the last of {sources}{size}",
            LayerKind.Mean => $"{layer.Variable} = the mean of {sources}{size}",
            LayerKind.Elementwise => $"{layer.Variable} = {EquationText.FunctionOf(layer.Elementwise!.Equation, sources)}{size}",
            LayerKind.Dense => $"{layer.Variable} = {EquationText.DenseOf(layer.Core!.Step.Cell, layer.Spec.Cell!.Bias, sources)}{size}",
            _ => Invariant($"{layer.Variable}: {layer.Core!.Step.Cell.Title} of {layer.Spec.Cell!.Hidden} units, {layer.Spec.Cell.Layers} layer{(layer.Spec.Cell.Layers == 1 ? "" : "s")}{(layer.Spec.Cell.Bidirectional ? ", bidirectional" : "")}, x = {sources}{(layer.Spec.Head is null ? "" : ", and a head")}{size}"),
        };
        writer.Raw("/// " + line);
        if (layer.Spec.Kind == LayerKind.Cell)
        {
            foreach (var definition in layer.Core!.Step.Cell.Definitions)
            {
                writer.Raw("///     " + EquationText.Definition(definition, layer.Spec.Cell!.Bias));
            }
        }
    }

    private void Row(string term, string description) =>
        writer.Raw($"/// <item><term>{term}</term><description>{description}</description></item>");
}
