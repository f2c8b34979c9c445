using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Routes;

/// <summary>Emits the operations of an encoder and decoder over the sequences of a batch, be it forward or backward.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="plan">The net.</param>
/// <param name="lengths">What says how many sequences there are.</param>
/// <param name="source">Where the source is.</param>
internal sealed class PairStageEmitter(CodeWriter writer, PairPlan plan, string lengths, RowsText source)
{
    private readonly PairText _text = new(plan);
    private readonly PairRowEmitter _rows = new(writer, plan, isAlone: false);
    private readonly HashSet<PairPart> _transposed = [];

    private string Count => lengths + ".Length";

    /// <summary>Emits the operations, those on the way to the same values together.</summary>
    public void Emit(IEnumerable<Stage> stages)
    {
        string? title = null;
        var left = new Queue<Stage>(stages.Where(HasText));
        while (left.Count > 0)
        {
            var together = new List<Stage> { left.Dequeue() };
            while (left.Count > 0 && left.Peek().Layer == together[0].Layer && PairStatesEmitter.Has(left.Peek()) && PairStatesEmitter.Has(together[0]))
            {
                together.Add(left.Dequeue());
            }

            string next = PairTitle.Of(plan, together[0]);
            if (title != next)
            {
                writer.Raw($"{(title is null ? "" : "\n")}// {next}");
                title = next;
            }

            EmitTransposed(together[0]);
            EmitStages(together);
        }
    }

    /// <summary>All gradients are zero when a pass begins, and what the head writes lies where the user has it.</summary>
    private static bool HasText(Stage stage) => stage.Operation != RowOperation.Clear && !(stage.Operation == RowOperation.Copy && stage.Target!.Rows.Kind == RowsKind.Output);

    /// <summary>An operation, or several between the same states and rows.</summary>
    private void EmitStages(IReadOnlyList<Stage> stages)
    {
        var (stage, operation) = (stages[0], stages[0].Operation);
        if (plan.EncoderNet is not null && (PairValues)stage.Layer == PairValues.Annotations)
        {
            EmitEncoderNet(operation.IsGradient);
        }
        else if (operation == RowOperation.Scatter)
        {
            EmitScatter();
        }
        else if (PairNetwork.ValueOf(stage.Source.Rows) == PairValues.Target)
        {
            EmitTarget();
        }
        else if (operation.Owner == OperationOwner.Attention || operation == RowOperation.RunLateGradient)
        {
            EmitSteps(stage);
        }
        else if (operation.Owner == OperationOwner.Core)
        {
            EmitCore(stage, plan.PartOf((PairValues)stage.Layer));
        }
        else if (PairStatesEmitter.Has(stage))
        {
            writer.Open($"for (int sequence = 0; sequence < {Count}; sequence++)");
            new PairStatesEmitter(writer, plan, Count, "sequence").Emit(stages);
            writer.Close();
        }
        else
        {
            string axis = PairRows.AxisOf(PairNetwork.ValueOf((stage.Target!.Rows.OneRow ? stage.Source : stage.Target).Rows));
            writer.Raw(Invariant($"{operation.Batch}({Batch(stage.Source, stage.Target)}, ref {Place(stage.Source)}, ref {Place(stage.Target)}, {PairText.Lengths(axis)}, {stage.Source.Count});"));
        }
    }

    /// <summary>The weights of what goes back step by step, transposed before the first step.</summary>
    private void EmitTransposed(Stage stage)
    {
        foreach (var late in stage.Before.Append(stage).Where(each => each.Operation == RowOperation.RunLateGradient).Select(each => plan.PartOf((PairValues)each.Layer)))
        {
            if (_transposed.Add(late))
            {
                writer.Raw(Invariant($"{late.Field}.BeginInputGradient(memory.Layer({late.Index}));"));
            }
        }
    }

    private void EmitCore(Stage stage, PairPart part)
    {
        bool isGradient = stage.Operation.IsGradient;
        if (stage.Before.Count > 0)
        {
            writer.Raw(Invariant($"((Reader)memory.Layer({part.Index}).Context!).Begin{(isGradient ? "Backward" : "")}(this{(isGradient && plan.IsAdditive ? ", gradient" : "")});"));
        }

        string states = part == plan.Decoder ? _text.DecoderStates(isGradient, Count)
            : part == plan.Encoder ? _text.EncoderStates(isGradient, Count)
            : PairText.None(part);
        if (part == plan.Encoder && !isGradient)
        {
            writer.Raw($"{states}.Clear();");
        }

        var (read, given) = isGradient ? (stage.Of!, stage.Source) : (stage.Source, stage.Target!);
        string noTarget = part == plan.Encoder && _text.SourceIsTokens ? "" : $"ref {Place(given)}, false, ";
        string wanted = !isGradient ? "" : stage.Target is { } target ? $"ref {Place(target)}, true, " : noTarget;
        string parameters = isGradient ? Invariant($", gradient.Layers[{part.Index}]") : "";
        writer.Raw(Invariant($"{part.Field}.{stage.Operation.Batch}({Batch(read, given)}, ref {Place(read)}, ref {Place(given)}, {wanted}{PairText.Lengths(part.Axis)}, {states}{parameters}, memory.Layer({part.Index}));"));
    }

    private void EmitEncoderNet(bool isGradient)
    {
        string rows = $"memory.{(isGradient ? "Gradient" : "Rows")}({PairValues.Annotations})";
        var lying = _text.Lying(PairValues.Annotations);
        writer.Raw($"{PairEncoderNetEmitter.Field}.{(isGradient ? "Backward" : "Encode")}(ref {source.Reference}, {source.Stride}, ref {rows}, {lying.Stride}, {lying.Step}, sourceLengths, {_text.AllEncoderStates(isGradient, Count)}, {(isGradient ? "gradient.Encoder, " : "")}memory.Encoder!);");
    }

    /// <summary>The tokens or rows that the decoder reads: those behind the start, or what the caller gives.</summary>
    private void EmitTarget()
    {
        int step = plan.RowsOf(PairValues.Inputs).Step;
        (string room, string given) = plan.Pair.FeedBack ? ("inputRoom", "inputLengths[sequence]") : ("targetRoom", "steps");
        writer.Open($"for (int sequence = 0; sequence < {Count}; sequence++)");
        writer.Raw($"ref float inputs = ref memory.Rows({PairValues.Inputs}, sequence);\nint steps = {lengths}[sequence];");
        writer.Raw(_text.TargetIsTokens
            ? Invariant($"Layout.Embeddings.Gather(ref _parameters.At({plan.EmbeddingOffset}), ref memory.Shift(target.Slice(sequence * {room}, {given}), StartToken, sequence), 1, ref inputs, {step}, {given});")
            : Invariant($"Rows.Copy(ref Floats.At(ref MemoryMarshal.GetReference(input), sequence * {room} * TargetSize), TargetSize, ref inputs, {step}, {given}, TargetSize);"));
        writer.Raw(Invariant($"Denormals.Flush(MemoryMarshal.CreateSpan(ref inputs, steps * {step}));"));
        writer.Close();
    }

    /// <summary>The rows of the table that the tokens selected.</summary>
    private void EmitScatter()
    {
        writer.Block(
            $"for (int sequence = 0; sequence < {Count}; sequence++)",
            Invariant($"Layout.Embeddings.Scatter(ref gradient.At({plan.EmbeddingOffset}), ref memory.Tokens(sequence), 1, ref memory.Gradient({PairValues.Inputs}, sequence), {plan.RowsOf(PairValues.Inputs).Step}, {lengths}[sequence]);"));
    }

    /// <summary>What is done with one row after the other.</summary>
    private void EmitSteps(Stage stage)
    {
        writer.Open($"for (int sequence = 0; sequence < {Count}; sequence++)");
        writer.Open($"for (int step = 0; step < {lengths}[sequence]; step++)");
        if (stage.Operation == RowOperation.RunLateGradient)
        {
            writer.Raw(Invariant($"Denormals.Flush(MemoryMarshal.CreateSpan(ref {_rows.Reference(stage.Source)}, {stage.Source.Count}));"));
        }

        _rows.Emit(stage);
        writer.Close();
        writer.Close();
    }

    private string Batch(Columns read, Columns given) => Text(read, given).To(Text(given, read));

    private string Place(Columns columns) => Text(columns, columns).Reference;

    /// <summary>Where rows are; beside rows of steps one row of a sequence is that of each step.</summary>
    private RowsText Text(Columns columns, Columns beside)
    {
        var (rows, value) = (columns.Rows, PairNetwork.ValueOf(columns.Rows));
        bool isGradient = rows.Kind is RowsKind.Gradient or RowsKind.OutputGradient;
        if (value == PairValues.Source)
        {
            return source;
        }

        if (value == PairValues.Output || (value == PairValues.Fed && !isGradient))
        {
            return new($"MemoryMarshal.GetReference({(isGradient ? _text.Gradient : _text.Output)})", "targetRoom * OutputSize", "OutputSize");
        }

        string place = rows.Kind == RowsKind.Scratch ? "memory.Scratch" : $"memory.{(isGradient ? "Gradient" : "Rows")}({value})";
        var lying = _text.Lying(value);
        return lying with
        {
            Reference = columns.First == 0 ? place : Invariant($"Floats.At(ref {place}, {columns.First})"),
            Step = rows.OneRow && !beside.Rows.OneRow ? "0" : lying.Step,
        };
    }
}
