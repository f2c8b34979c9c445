using CellGen.Generator.Flow;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>Emits the operations of a step, or of a step of a group of agents.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="plan">The net.</param>
/// <param name="isMany">Whether there are agents.</param>
internal sealed class StepStageEmitter(CodeWriter writer, NetworkPlan plan, bool isMany)
{
    private readonly InputText _input = new(plan.Spec);

    private string Count => isMany ? "agentCount" : "1";

    /// <summary>Emits an operation; nothing where what it writes is in its place.</summary>
    public void Emit(Stage stage)
    {
        if (stage.Operation.Step is null || stage.Target!.Rows.Kind == RowsKind.Output)
        {
            return;
        }

        var layer = plan.Layers[stage.Layer];
        var (source, sourceStep) = Place(stage.Source);
        var (target, targetStep) = Place(stage.Target);
        if (stage.Operation.Owner == OperationOwner.Core)
        {
            EmitCore(layer, source, sourceStep, target, targetStep);
            return;
        }

        if (stage.Operation == RowOperation.Copy && !isMany)
        {
            writer.Raw($"{source}.CopyTo({target});");
            return;
        }

        string name = isMany ? stage.Operation.Many! : stage.Operation.Step;
        string read = $"ref MemoryMarshal.GetReference({source}), {sourceStep}, ";
        string written = stage.IsInPlace ? "" : $"ref MemoryMarshal.GetReference({target}), {targetStep}, ";
        writer.Raw(stage.Operation.Owner switch
        {
            OperationOwner.Function => $"{layer.Field}.{name}({read}{written}{Count});",
            OperationOwner.Rows => Invariant($"{name}({read}{written}{Count}, {stage.Source.Count});"),
            _ => $"{WindowText.Of(layer)}.{name}({read}{written}{(layer.Spec.Window!.Frame > 0 ? Count + ", " : "")}{WindowText.Arguments(layer, isMany ? "group" : "MemoryMarshal.CreateSpan(ref state, 1)")});",
        });
    }

    private void EmitCore(LayerPlan layer, string source, string sourceStep, string target, string targetStep)
    {
        string state = isMany ? layer.HasState ? RowsText.StatesOf(layer, "group") : "agentCount"
            : layer.HasState ? Invariant($"ref LayerStates.Of<State, {layer.Type}.State>(ref state, {layer.StateOffset})") : $"ref {layer.Local}State";
        if (!isMany && !layer.HasState)
        {
            writer.Raw($"Unsafe.SkipInit(out {layer.Type}.State {layer.Local}State);");
        }

        if (layer.Spec.Times == 1)
        {
            writer.Raw(isMany ? $"{layer.Field}.StepMany({source}, {sourceStep}, {target}, {targetStep}, {state});" : $"{layer.Field}.Step({source}, {target}, {state});");
            return;
        }

        string read = $"{layer.Type}.InputSize", given = $"{layer.Type}.OutputSize";
        writer.Open($"for (int window = 0; window < {layer.Spec.Times}; window++)");
        writer.Raw(isMany
            ? $"{layer.Field}.StepMany({source}.Slice(window * {read}), {sourceStep}, {target}.Slice(window * {given}), {targetStep}, {state});"
            : $"{layer.Field}.Step({source}.Slice(window * {read}, {read}), {target}.Slice(window * {given}, {given}), {state});");
        writer.Close();
    }

    /// <summary>Where columns are, and the distance from an agent's to the next one's.</summary>
    private (string Rows, string Step) Place(Columns columns)
    {
        var (rows, step) = Place(columns.Rows);
        return (columns.First == 0 ? rows : Invariant($"{rows}.Slice({columns.First})"), step);
    }

    private (string Rows, string Step) Place(Rows rows)
    {
        if (rows.Layer < 0)
        {
            return !isMany ? (plan.Spec.Tokens is null ? "input" : "token", "0") : ($"{_input.Name}.Slice(firstAgent * {_input.Size})", _input.Size);
        }

        var layer = plan.Layers[rows.Layer];
        string step = isMany ? Invariant($"{rows.Size}") : "0";
        return layer switch
        {
            { StackFloats: > 0 } => (layer.Local, step),
            { Spec.Output: { } output } => (isMany ? $"{output}.Slice(firstAgent * {step})" : output, step),
            _ => Place(plan.Forward.First(stage => stage.Target!.Rows == rows).Source.Rows),
        };
    }
}
