using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Descriptions;

/// <summary>What is said of a net of several layers: each layer with its equations, and the costs.</summary>
internal static class NetworkRemarks
{
    public static NetRemarks Of(NetworkPlan plan) => new(
        Invariant($"A net of {plan.Layers.Count} layers: input {plan.Spec.InputSize}"),
        plan.Layers.SelectMany(layer => NetworkEquations.Lines(plan, layer)),
        ", [a; b] a beside b; W acts on what a layer reads, U on its hidden state",
        [
            ("parameters", Invariant($"{plan.TotalCount} ({plan.PackedLength * 4L} bytes packed)")),
            ("state", Invariant($"{plan.StateFloats * sizeof(float)} bytes")),
            ("a step", Invariant($"{plan.MultiplyAdds} multiply-adds")),
        ]);

    /// <summary>What a layer reads, in words: "x" is the input.</summary>
    public static string Sources(NetworkPlan plan, LayerSpec layer, string separator) =>
        string.Join(separator, layer.Sources.Select(source => source < 0 ? "input" : plan.Layers[source].Variable));
}
