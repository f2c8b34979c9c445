using System.Text;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using static System.FormattableString;

namespace CellGen.Generator.Descriptions;

/// <summary>
/// The plan of a net of several layers as text for people: its layers in their order, and where their parameters, states and rows
/// are. What is decided for a layer with parameters is a <see cref="PlanText"/> of its own.
/// </summary>
internal sealed class NetworkPlanText
{
    private readonly StringBuilder _text = new();
    private readonly NetworkPlan _plan;

    private NetworkPlanText(NetworkPlan plan) => _plan = plan;

    /// <summary>The page.</summary>
    public static string Of(NetworkPlan plan)
    {
        var page = new NetworkPlanText(plan);
        page.WriteNet();
        page.WriteFlow();
        foreach (var layer in plan.Layers)
        {
            page.WriteLayer(layer);
        }

        var stages = new StageText(layer => layer < 0 ? "input" : plan.Layers[layer].Variable);
        page.Line($"{stages.Of("forward", plan.Forward)}");
        page.Line($"{stages.Of("backward", plan.Backward)}");
        return page._text.ToString();
    }

    private void WriteNet()
    {
        Line($"a net of {_plan.Layers.Count} layers");
        Row("input", _plan.Spec.Tokens is { } tokens ? Invariant($"tokens, {tokens.Vocabulary} of them") : Values(_plan.Spec.InputSize));
        foreach (var output in _plan.Spec.Outputs)
        {
            Row("output", $"{output.Name.TrimStart('@')}: {Values(output.Size)}, {RowsOf(output.OneRow)}");
        }

        Row("parameters", Invariant($"{_plan.TotalCount} as torch counts them, {_plan.PackedLength} packed, {_plan.TrainedLength} of them trained"));
        Row("state", Invariant($"{_plan.StateFloats} floats"));
        Row("a step", Invariant($"{_plan.MultiplyAdds} multiply-adds"));
    }

    private void WriteFlow()
    {
        Line($"\nthe whole");
        Line($"  {(_plan.ChunkSteps > 0 ? Invariant($"without a tape {_plan.ChunkSteps} steps run through all layers before the next ones") : "each layer runs the whole sequence")}");
        Line($"  {(_plan.Spec.HasStep ? "there are steps" : "there are no steps: something waits for the end of the sequence")}");
        if (_plan.Spec.Network.Training)
        {
            Line($"  {(_plan.Scratch > 0 ? Invariant($"a gradient that is added to another goes through a row of {_plan.Scratch}") : "no row gets two gradients")}");
        }
    }

    private void WriteLayer(LayerPlan layer)
    {
        var spec = layer.Spec;
        Line($"\n{layer.Variable}: {What(layer)}");
        Row("reads", string.Join(", ", spec.Sources.Select(source => source < 0 ? "input" : _plan.Layers[source].Variable)));
        Row("gives", $"{Values(spec.Size)}, {RowsOf(spec.OneRow)}{(spec.Times > 1 ? Invariant($", of {spec.Times} rows of {spec.Size / spec.Times}") : "")}{(spec.LogSoftmax ? ", as log-softmax" : "")}{(spec.Output is { } output ? $", the output {output.TrimStart('@')}" : "")}");
        Row("rows", layer.Rows < 0 ? "the user's" : Invariant($"{layer.Rows} of the memory"));
        if (layer.Core is { } core)
        {
            Row("parameters", Invariant($"{core.Parameters.TotalCount}, {core.Parameters.PackedLength} packed, from {layer.ParameterOffset}, named {Prefix(spec.TensorName)}{(spec.Head is null ? "" : Invariant($", the head {Prefix(spec.HeadName)}"))}"));
            Row("memory", Invariant($"{layer.Memory}"));
        }

        if (layer.HasState)
        {
            Row("state", Invariant($"{layer.StateFloats} floats, from {layer.StateOffset}")
                + (layer.InitialOffset >= 0 ? Invariant($"; the first of a sequence is trained, from {layer.InitialOffset}") : ""));
        }

        foreach (var kernel in layer.Elementwise?.Kernels ?? [])
        {
            Row(kernel.Name, Invariant($"{kernel.Program.Instructions.Count(instruction => instruction.Arguments.Length > 0)} operations of each value"));
        }
    }

    private static string What(LayerPlan layer)
    {
        var spec = layer.Spec;
        return spec.Kind switch
        {
            LayerKind.Cell => Invariant($"{layer.Core!.Step.Cell.Title}, {spec.Cell!.Hidden} units, {spec.Cell.Layers} deep{(spec.Cell.Bidirectional ? ", both directions" : "")}{(spec.Head is { } head ? Invariant($", and a head over {head.Over}") : "")}"),
            LayerKind.Dense => Invariant($"{layer.Core!.Step.Cell.Title}, {spec.Cell!.Nonlinearity}{(spec.Cell.Kernel > 0 ? ", the product of windows" : "")}"),
            LayerKind.Elementwise => $"{spec.Nonlinearity} of each value",
            LayerKind.Windows when spec.Window is { Frame: 0 } window => Invariant($"windows of {window.Kernel} steps, {window.Dilation} apart"),
            LayerKind.Windows => Invariant($"{spec.Window!.Count} windows of {spec.Window.Kernel} of {spec.Window.Frame} positions, {spec.Window.Dilation} apart, each {spec.Window.Stride} on, {spec.Window.Padding} zeros at the ends"),
            LayerKind.Last => "the last row" + (spec.Bidirectional ? ", of the other direction the first" : ""),
            LayerKind.Mean => "the mean of the rows",
            LayerKind.Concatenate => "side by side",
            _ => "the sum",
        };
    }

    private static string RowsOf(bool oneRow) => oneRow ? "one row a sequence" : "a row a step";

    private static string Values(int count) => Invariant($"{count} value{(count == 1 ? "" : "s")}");

    private static string Prefix(string name) => name.Length == 0 ? "as torch's" : $"{name}.";

    private void Row(string title, string value) => Line($"  {title,-13} {value}");

    private void Line(FormattableString line) => _text.Append(Invariant(line)).Append('\n');
}
