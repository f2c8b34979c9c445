using CellGen.Generator.Planning;

namespace CellGen.Generator.Descriptions;

/// <summary>A net as a reader of the papers would write it down: what its class carries for programs that show it.</summary>
/// <param name="Equations">The equations, a line each; what is indented belongs to the line above.</param>
/// <param name="Symbols">"W_r, W_z [20 × 10]: weight_ih_l0 [40 × 10]": the shapes of the symbols, and the tensors that hold them.</param>
/// <param name="Gradients">The derived backward pass of a step; empty where the net does not train.</param>
internal sealed record NetText(IReadOnlyList<string> Equations, IReadOnlyList<string> Symbols, IReadOnlyList<string> Gradients)
{
    /// <summary>Lines that belong to the one above them.</summary>
    public static IEnumerable<string> Indented(IEnumerable<string> lines) => lines.Select(line => "    " + line);

    /// <summary>The derived gradients of one step of a cell, in the order in which they are computed; of a dense layer, whose equation has other names, none.</summary>
    public static IEnumerable<string> GradientsOf(NetPlan plan) => plan.Spec is { Network.Training: false } or { Cell.IsDense: true } ? []
        : plan.Training.Phases.Reverse().SelectMany(phase => phase.Backward.Instructions).Select(instruction => instruction.Equation).OfType<string>();

    /// <summary>The lines of some layers, each under its name; of layers without lines nothing.</summary>
    public static IReadOnlyList<string> Named(IEnumerable<(string Name, IEnumerable<string> Lines)> layers) =>
        [.. layers.SelectMany(layer => layer.Lines.Any() ? Indented(layer.Lines).Prepend(layer.Name + ":") : [])];
}
