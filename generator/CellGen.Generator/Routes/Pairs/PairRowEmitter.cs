using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>Emits operations of an encoder and decoder on one row: a step that stands alone, or one of a sequence of a batch.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="plan">The net.</param>
/// <param name="isAlone">Whether it stands alone; else it is a step and its sequence of that name.</param>
/// <param name="within">Whether the core and the memory are fields of what it is emitted into.</param>
internal sealed class PairRowEmitter(CodeWriter writer, PairPlan plan, bool isAlone, bool within = false)
{
    private readonly PairText _text = new(plan);
    private readonly HashSet<Rows> _named = [];

    private string Memory => within ? "_memory" : "memory";

    private string Core => within ? "_core." : "";

    /// <summary>Emits variables for the rows that operations read and write: spans where a step stands alone, else references.</summary>
    public void EmitNames(IEnumerable<Stage> stages)
    {
        foreach (var rows in stages.SelectMany(stage => new[] { stage.Source, stage.Target, stage.Operation.ReadsForward ? stage.Of : null }).OfType<Columns>().Select(columns => columns.Rows).Where(IsInMemory))
        {
            if (_named.Add(rows))
            {
                writer.Raw(isAlone ? Invariant($"var {NameOf(rows)} = {Memory}.Row({PairNetwork.ValueOf(rows)}, {rows.Size});") : $"ref float {NameOf(rows)} = ref {Place(rows)};");
            }
        }
    }

    /// <summary>Emits an operation.</summary>
    public void Emit(Stage stage)
    {
        var operation = stage.Operation;
        var part = plan.PartOf((PairValues)stage.Layer);
        string read = Reference(stage.Source), written = Reference(stage.Target!);
        if (operation.Owner == OperationOwner.Attention)
        {
            EmitAttention(stage);
        }
        else if (operation == RowOperation.Gather || operation == RowOperation.Select)
        {
            writer.Raw(Invariant($"Layout.Embeddings.Gather(ref _parameters.At({plan.EmbeddingOffset}), ref token, 1, ref {written}, {stage.Target!.Count}, 1);"));
        }
        else if (operation.Owner == OperationOwner.Rows && !isAlone)
        {
            string name = operation == RowOperation.Add ? "Add" : "Copy";
            writer.Raw(Invariant($"Rows.{name}(ref {read}, 0, ref {written}, 0, 1, {stage.Source.Count});"));
        }
        else if (operation.Owner == OperationOwner.Rows)
        {
            // The state before a step that stands alone is read where it is.
            if (PairNetwork.ValueOf(stage.Target!.Rows) != PairValues.Previous)
            {
                writer.Raw($"{Span(stage.Source)}.CopyTo({Span(stage.Target)});");
            }
        }
        else if (operation.IsGradient)
        {
            if (operation == RowOperation.RunBeforeGradient)
            {
                writer.Raw(Invariant($"Rows.Add(ref {read}, 0, ref {Memory}.Gradient({PairValues.Fed}, sequence, step - 1), 0, 1, {stage.Source.Count});"));
            }

            writer.Raw(Invariant($"{Core}{part.Field}.InputGradient(ref {read}, ref {written}, {Memory}.Layer({part.Index}));"));
        }
        else
        {
            EmitStep(stage, part);
        }

        if (operation == RowOperation.AttendAdditive || operation == RowOperation.RunBefore)
        {
            writer.Raw($"Denormals.Flush({Span(stage.Target!)});");
        }
    }

    /// <summary>A reference to the first of some columns.</summary>
    public string Reference(Columns columns)
    {
        string place = !_named.Contains(columns.Rows) ? Place(columns.Rows) : isAlone ? $"MemoryMarshal.GetReference({NameOf(columns.Rows)})" : NameOf(columns.Rows);
        return columns.First == 0 ? place : Invariant($"Floats.At(ref {place}, {columns.First})");
    }

    private static string NameOf(Rows rows)
    {
        string name = PairNetwork.ValueOf(rows).ToString();
        return char.ToLowerInvariant(name[0]) + name.Substring(1) + (rows.Kind == RowsKind.Values ? "" : rows.Kind.ToString());
    }

    /// <summary>Whether it is not the caller who has the rows.</summary>
    private bool IsInMemory(Rows rows) => rows.Kind == RowsKind.Scratch || PairNetwork.ValueOf(rows) switch
    {
        PairValues.Hidden or PairValues.Target or PairValues.Output => false,
        PairValues.Inputs => isAlone,
        PairValues.Fed or PairValues.Previous => !isAlone,
        _ => true,
    };

    private string Place(Rows rows)
    {
        bool isGradient = rows.Kind == RowsKind.Gradient;
        return PairNetwork.ValueOf(rows) switch
        {
            _ when rows.Kind == RowsKind.Scratch => $"{Memory}.Gradient({PairValues.FedState}, sequence)",
            PairValues.Hidden => isGradient ? "hiddenGradient" : "hidden",
            PairValues.Inputs when !isAlone => isGradient ? "inputGradient" : "input",
            var value => $"{Memory}.{(isGradient ? "Gradient" : "Rows")}({value}{At(value)})",
        };
    }

    private void EmitStep(Stage stage, PairPart part)
    {
        string state = "decoder";
        if (part != plan.Decoder)
        {
            state = part.Field.Substring(1) + "State";
            writer.Raw($"{part.Type}.State {state} = default;");
        }

        writer.Raw($"{Core}{part.Field}.Step({Span(stage.Source)}, {Span(stage.Target!)}, ref {state});");
    }

    private void EmitAttention(Stage stage)
    {
        bool isGradient = stage.Operation.IsGradient;
        var (query, keys, values) = (isGradient ? stage.Of! : stage.Source, stage.Shared[0], stage.Shared[stage.Shared.Count - 1]);
        bool hasKeys = stage.Shared.Count > 1;
        string Keys(Func<Columns, Columns> of, string parameters) => hasKeys ? Invariant($"ref {Reference(of(keys))}, ref {parameters}.At({plan.ScoreOffset}), ") : "";
        Columns Gradient(Columns columns) => columns.Of(columns.Rows.Gradient);
        string result = isGradient
            ? $"ref {Reference(stage.Source)},\n    ref {Reference(stage.Target!)}, {Keys(Gradient, within ? "_gradient!" : "gradient")}ref {Reference(Gradient(values))}"
            : $"ref {Reference(stage.Target!)}";
        writer.Raw($"""
            {Memory}.Attention!.{stage.Operation.Batch}(
                ref {Reference(query)}, {Keys(columns => columns, Core + "_parameters")}ref {Reference(values)},
                {Memory}.SourceLengths[{(isAlone ? "0" : "sequence")}], ref {Memory}.Rows({PairValues.Weights}{At(PairValues.Weights)}), {result});
            """);
    }

    private string Span(Columns columns) => PairNetwork.ValueOf(columns.Rows) switch
    {
        PairValues.Hidden or PairValues.Previous when isAlone => "decoder.Hidden(0)",
        PairValues.Target => "input",
        PairValues.Output or PairValues.Fed => _text.Output,
        _ when isAlone && _named.Contains(columns.Rows) => NameOf(columns.Rows) + (columns.First == 0 ? "" : Invariant($".Slice({columns.First})")),
        var value when isAlone => Invariant($"{Memory}.Row({value}, {columns.Count})"),
        _ => Invariant($"MemoryMarshal.CreateSpan(ref {Reference(columns)}, {columns.Count})"),
    };

    private string At(PairValues value) => isAlone ? "" : PairRows.AxisOf(value) == PairPlan.Target ? ", sequence, step" : ", sequence";
}
