using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Descriptions;

/// <summary>What a net of several layers computes: each layer with its equations.</summary>
internal static class NetworkEquations
{
    /// <summary>The whole net.</summary>
    public static NetText Of(NetworkPlan plan) => new(
        [Invariant($"A net of {plan.Layers.Count} layers: input {plan.Spec.InputSize}"), .. plan.Layers.SelectMany(layer => Lines(plan, layer))],
        [.. Symbols(plan), StackEquations.Total(plan.TotalCount)],
        NetText.Named(plan.Cores.Select(layer => (layer.Variable, NetText.GradientsOf(layer.Core!)))));

    /// <summary>The symbols of each layer.</summary>
    /// <param name="plan">The net.</param>
    /// <param name="prefix">What the names of its tensors begin with, where it is a part of another net.</param>
    public static IReadOnlyList<string> Symbols(NetworkPlan plan, string prefix = "") =>
        NetText.Named(plan.Layers.Select(layer => (layer.Variable, SymbolsOf(layer, prefix))));

    /// <summary>What a layer gives, and of a cell its equations.</summary>
    public static IEnumerable<string> Lines(NetworkPlan plan, LayerPlan layer)
    {
        string sources = NetworkRemarks.Sources(plan, layer.Spec, layer.Spec.Kind == LayerKind.Add ? " + " : "; ");
        string output = layer.Spec.Output is { } name ? $" → {name.TrimStart('@')}" : "";
        string size = Invariant($" [{layer.Spec.Size}]{output}");
        IEnumerable<string> lines = [layer.Spec.Kind switch
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
        }];
        if (layer.Spec.Kind == LayerKind.Cell)
        {
            lines = lines.Concat(NetText.Indented(StackEquations.Definitions(layer.Core!)));
            if (layer.Spec.Head is not null || layer.Spec.Cell!.Bidirectional)
            {
                lines = lines.Append("    " + StackEquations.Output(layer.Core!, layer.Spec.Head is null ? layer.Variable : layer.Spec.Output!.TrimStart('@')));
            }
        }

        return lines;
    }

    private static IEnumerable<string> SymbolsOf(LayerPlan layer, string prefix)
    {
        if (layer.Core is null)
        {
            return [];
        }

        var lines = TensorSymbols.Of(layer.Core, tensor => Prefixed(prefix, NameOf(layer.Spec, tensor)));
        if (layer.InitialOffset < 0)
        {
            return lines;
        }

        var cell = layer.Spec.Cell!;
        var places = Enumerable.Range(0, cell.Layers).SelectMany(upper => Enumerable.Range(0, cell.Directions).Select(direction => Invariant($"_l{upper}{(direction == 0 ? "" : "_reverse")}")));
        return lines.Concat(layer.Core.StateParts.Select(part => Invariant(
            $"{part.Name} before the first step [{layer.Core.SizeOf(part.Units)}]: {string.Join(", ", places.Select(place => Prefixed(layer.Spec.TensorName, FileName(part) + "0" + place)))}")));

        // As torch calls an LSTM's: the only state beside h is c, whatever the equations call it.
        string FileName(StatePart part) => part.Name != "h" && layer.Core.StateParts.Count == 2 ? "c" : part.Name;
    }

    /// <summary>A tensor's name in the net: the names of heads and embeddings begin with those of their own.</summary>
    private static string NameOf(LayerSpec layer, TensorPlan tensor) => tensor.Role switch
    {
        "HeadWeight" or "HeadBias" => Prefixed(layer.HeadName, layer.HeadName.Length == 0 ? tensor.Name : Leaf(tensor)),
        "Embedding" => tensor.Name,
        _ => Prefixed(layer.TensorName, tensor.Name),
    };

    /// <summary>What is behind the last dot of a name.</summary>
    public static string Leaf(TensorPlan tensor) => tensor.Name.Substring(tensor.Name.LastIndexOf('.') + 1);

    private static string Prefixed(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";
}
