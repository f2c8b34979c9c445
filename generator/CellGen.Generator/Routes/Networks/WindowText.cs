using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>How the operations of the runtime's windows of a convolution are called.</summary>
internal static class WindowText
{
    /// <summary>What they are called on.</summary>
    public static string Of(LayerPlan layer) =>
        Invariant($"new Windows(inputs: {layer.Spec.Window!.Inputs}, kernel: {layer.Spec.Window.Kernel}, dilation: {layer.Spec.Window.Dilation})");

    /// <summary>The last arguments: of windows over time the states and where theirs begins, of those within rows how they lie.</summary>
    public static string Arguments(LayerPlan layer, string states) => layer.Spec.Window is { Frame: > 0 } window
        ? Invariant($"frame: {window.Frame}, stride: {window.Stride}, padding: {window.Padding}, windows: {window.Count}")
        : Invariant($"{states}, {Math.Max(0, layer.StateOffset)}");
}
