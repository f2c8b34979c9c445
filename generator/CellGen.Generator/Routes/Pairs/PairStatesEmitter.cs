using CellGen.Generator.Flow;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>Emits what goes from states, or their gradients, to rows or back: part by part, since there a state has padding.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="plan">The net.</param>
/// <param name="count">The number of sequences.</param>
/// <param name="sequence">Which of them it is.</param>
internal sealed class PairStatesEmitter(CodeWriter writer, PairPlan plan, string count, string sequence)
{
    private readonly PairText _text = new(plan);

    /// <summary>Whether an operation reads or writes states.</summary>
    public static bool Has(Stage stage) => stage.Operation.Owner == OperationOwner.Rows && (IsState(stage.Source) || IsState(stage.Target!));

    /// <summary>Emits operations between the same states and rows.</summary>
    public void Emit(IReadOnlyList<Stage> stages)
    {
        var (source, target) = (stages[0].Source, stages[0].Target!);
        bool isGradient = target.Rows.Kind == RowsKind.Gradient;
        if (IsDecoder(target) && !isGradient)
        {
            writer.Raw($"memory.States<State>({PairValues.States}, {count})[{sequence}] = default;");
        }

        foreach (var columns in new[] { source, target }.Where(IsState))
        {
            writer.Raw(IsDecoder(columns)
                ? $"ref {plan.Decoder.Type}.State decoderState = ref {_text.DecoderStates(isGradient, count)}[{sequence}];"
                : $"ref {_text.EncoderCellState} encoderState = ref {_text.EncoderStates(isGradient, count)}[{sequence}];");
        }

        stages.ToList().ForEach(EmitParts);
        if (IsDecoder(target) && PairNetwork.ValueOf(source.Rows) == PairValues.Context)
        {
            writer.Raw("Denormals.Flush(decoderState.Hidden(0));");
        }
    }

    private void EmitParts(Stage stage)
    {
        var (source, target) = (stage.Source, stage.Target!);
        string name = stage.Operation == RowOperation.Add ? "Add" : "Copy";
        var state = IsState(source) ? source : target;
        foreach (var part in (IsDecoder(state) ? plan.DecoderColumns : plan.EncoderColumns).Where(part => part.First >= state.First && part.First < state.First + state.Count))
        {
            int offset = part.First - state.First;
            writer.Raw(Invariant($"Rows.{name}(ref {Place(source, part, offset)}, 0, ref {Place(target, part, offset)}, 0, 1, {part.Count});"));
        }
    }

    private static bool IsState(Columns columns) => PairNetwork.ValueOf(columns.Rows) is PairValues.States or PairValues.EncoderStates;

    private static bool IsDecoder(Columns columns) => PairNetwork.ValueOf(columns.Rows) == PairValues.States;

    private string Place(Columns columns, StateColumns part, int offset)
    {
        if (IsState(columns))
        {
            var core = IsDecoder(columns) ? plan.Decoder.Core : plan.EncoderCell;
            string place = core.Spec.Cell.Bidirectional ? Invariant($"{part.Layer}, {part.Direction}") : Invariant($"{part.Layer}");
            return $"MemoryMarshal.GetReference({(IsDecoder(columns) ? "decoderState" : "encoderState")}.{LayerText.Part(core, part.Name, place)})";
        }

        string rows = $"memory.{(columns.Rows.Kind == RowsKind.Gradient ? "Gradient" : "Rows")}({PairNetwork.ValueOf(columns.Rows)}, {sequence})";
        return columns.First + offset == 0 ? rows : Invariant($"Floats.At(ref {rows}, {columns.First + offset})");
    }
}
