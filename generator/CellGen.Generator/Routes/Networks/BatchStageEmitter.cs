using CellGen.Generator.Descriptions;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>Emits the operations of a pass over the sequences of a batch, be it forward or backward.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="plan">The net.</param>
/// <param name="memory">What the workspace or tape is called.</param>
/// <param name="states">What the states of the sequences, or their gradients, are called.</param>
internal sealed class BatchStageEmitter(CodeWriter writer, NetworkPlan plan, string memory, string states)
{
    /// <summary>Emits the operations, those of each layer together.</summary>
    /// <param name="stages">The operations.</param>
    /// <param name="begin">Emits what the operations of a layer begin with.</param>
    public void Emit(IEnumerable<Stage> stages, Action<LayerPlan>? begin = null)
    {
        string? title = null;
        bool isConditional = false;
        foreach (var stage in stages.Where(stage => !IsInPlaceOfUser(stage)))
        {
            bool begins = title != TitleOf(stage);
            bool conditional = stage is { IfWanted: true, Operation.GivesMore: false };
            if (isConditional && (begins || !conditional))
            {
                writer.Close();
            }

            if (begins)
            {
                EmitTitle(stage, isFirst: title is null);
                title = TitleOf(stage);
                if (!IsOfUser(stage))
                {
                    begin?.Invoke(plan.Layers[stage.Layer]);
                }
            }

            if (conditional && (begins || !isConditional))
            {
                writer.Open($"if (wantsInput)");
            }

            isConditional = conditional;
            if (stage.Operation == RowOperation.First)
            {
                writer.Raw("// The last step of the other direction is the first.");
            }

            writer.Raw(Call(stage) + ";");
        }

        if (isConditional)
        {
            writer.Close();
        }
    }

    private static bool IsOfUser(Stage stage) => stage.Source.Rows.Kind == RowsKind.OutputGradient || stage.Target is { Rows.Kind: RowsKind.Output };

    /// <summary>Whether it copies what lies where it is to lie: the user has it.</summary>
    private bool IsInPlaceOfUser(Stage stage) => IsOfUser(stage) && plan.Layers[stage.Layer].Rows < 0;

    private string TitleOf(Stage stage) => IsOfUser(stage) ? "outputs" : plan.Layers[stage.Layer].Variable;

    private void EmitTitle(Stage stage, bool isFirst)
    {
        if (!isFirst)
        {
            writer.Line();
        }

        writer.Raw(stage switch
        {
            { Source.Rows.Kind: RowsKind.OutputGradient } => "// The user's gradients are read only, and others add to them.",
            { Target.Rows.Kind: RowsKind.Output } => "// The outputs that others read, too.",
            _ => $"// {TitleOf(stage)}, of {NetworkRemarks.Sources(plan, plan.Layers[stage.Layer].Spec, ", ")}.",
        });
    }

    private string Call(Stage stage)
    {
        var layer = plan.Layers[stage.Layer];
        var operation = stage.Operation;
        int times = layer.Spec.Times;
        bool divides = operation.Owner == OperationOwner.Core && times > 1;

        // The shape of a batch is that of the forward operation, whichever way its numbers go.
        var (read, given) = operation.IsGradient ? (stage.Of!, stage.Source) : (stage.Source, stage.Target!);
        string batch = Text(read).Divided(divides ? times : 1, read.Count).To(Text(given).Divided(divides ? times : 1, given.Count));
        var operands = new[] { operation.ReadsForward ? stage.Of : null, stage.Source, stage.IsInPlace ? null : stage.Target }.OfType<Columns>();
        string wanted = operation.GivesMore && stage.Target is not null ? stage.IfWanted ? ", wantsInput" : ", true" : "";
        string lengths = divides ? Invariant($"{memory}.Times({times}, lengths)") : stage.OneRow ? "ones" : "lengths";
        return $"{On(layer, operation)}({batch}{string.Concat(operands.Select(columns => $", ref {Text(columns).Reference}"))}{wanted}, {lengths}{operation.Owner switch
        {
            OperationOwner.Core => Invariant($", {RowsText.StatesOf(layer, states)}{(operation.IsGradient ? Invariant($", gradient.Layers[{layer.Memory}]") : "")}, {memory}.Layer({layer.Memory})"),
            OperationOwner.Windows => $", {WindowText.Arguments(layer, states)}",
            OperationOwner.Rows => Invariant($", {stage.Source.Count}"),
            _ => "",
        }})";
    }

    private static string On(LayerPlan layer, RowOperation operation) => operation.Owner switch
    {
        OperationOwner.Rows => operation.Batch,
        OperationOwner.Windows => $"{WindowText.Of(layer)}.{operation.Batch}",
        _ => $"{layer.Field}.{operation.Batch}",
    };

    private RowsText Text(Columns columns) => RowsText.Of(plan, columns);
}
