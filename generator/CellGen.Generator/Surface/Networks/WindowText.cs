using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Surface;

/// <summary>The calls that make the windows of a convolution, and take their gradients apart.</summary>
internal static class WindowText
{
    /// <summary>What they are called on.</summary>
    public static string Of(LayerSpec spec) => Invariant($"new Windows(inputs: {spec.Window!.Inputs}, kernel: {spec.Window.Kernel}, dilation: {spec.Window.Dilation})");

    /// <summary>The windows of a batch.</summary>
    public static string Forward(LayerPlan layer, string batch, string source, string target, string lengths, string states) => layer.Spec.Window!.Frame == 0
        ? Invariant($"Unfold({batch}, ref {source}, ref {target}, {lengths}, {states}, {Math.Max(0, layer.StateOffset)})")
        : $"Frame({batch}, ref {source}, ref {target}, {lengths}, {Shape(layer.Spec.Window)})";

    /// <summary>Their gradients.</summary>
    public static string Backward(LayerPlan layer, string batch, string gradient, string target, string wanted, string states) => layer.Spec.Window!.Frame == 0
        ? Invariant($"UnfoldGradient({batch}, ref {gradient}, ref {target}, {wanted}, lengths, {states}, {Math.Max(0, layer.StateOffset)})")
        : $"FrameGradient({batch}, ref {gradient}, ref {target}, lengths, {Shape(layer.Spec.Window)})";

    /// <summary>The windows of one step of agents.</summary>
    public static string Step(LayerPlan layer, string source, string sourceStep, string target, string targetStep, string count, string states) => layer.Spec.Window!.Frame == 0
        ? Invariant($"Step(ref {source}, {sourceStep}, ref {target}, {targetStep}, {states}, {Math.Max(0, layer.StateOffset)})")
        : $"Frame(ref {source}, {sourceStep}, ref {target}, {targetStep}, {count}, {Shape(layer.Spec.Window)})";

    private static string Shape(WindowSpec window) => Invariant($"frame: {window.Frame}, stride: {window.Stride}, padding: {window.Padding}, windows: {window.Count}");
}
