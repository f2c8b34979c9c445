using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>
/// Emits the backward pass of sequences abreast: of each layer and direction step after step of all of them, so that a weight of the
/// recurrence is read once for all; then the gradients of the weights, sequence by sequence, which are added in the order of the batch.
/// </summary>
internal sealed class AbreastBackwardEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;
    private readonly InputText _input = new(plan.Spec);
    private readonly AbreastText _text = new(writer, plan);
    private readonly SequenceBackwardEmitter _sequence = new(writer, plan) { UsesTargetStep = false };

    private bool IsDense => _spec.Tokens is null;

    private Chain Chain => Chain.Of(plan)[0];

    private string Recurrence => Chain.Recurrence(_cell.Directions);

    public void Emit()
    {
        EmitRun();
        EmitLayer();
    }

    private void EmitRun()
    {
        writer.OpenMember(
            "The backward pass of neighbours of a batch, abreast: a step of all of them, and then the one before.",
            SourceFile.KernelAttribute,
            "private void RunBackwardAbreast(",
            $"    in Batch batch, ref {_input.Element} {AbreastText.OfBatch(_input.Name)}, ref float batchOutputGradient, {(IsDense ? "ref float batchInputGradient, bool wantsInput, " : "")}ReadOnlySpan<int> lengths,",
            $"    Span<State> stateGradients, int first, {SourceFile.GradientOf(_spec)} gradient, SequenceMemory tape)");
        _text.EmitSpareStates("stateGradient", "tape");
        EmitOutputs();
        writer.Open($"for (int layer = LayerCount - 1; layer >= 0; layer--)");
        EmitTargets();
        _text.OpenDirections();
        writer.Raw("tape.Select(first);");
        writer.Raw($"BackwardAbreast(ref {Target}, lengths, stateGradients, first, layer, direction, tape);");
        EmitWeights();
        writer.Close();
        writer.Close();
        if (_spec.Tokens is { Embedded: true, Frozen: false })
        {
            writer.Line();
            _text.OpenPlaces("tape");
            _text.EmitInput();
            writer.Raw("int steps = lengths[place];");
            _sequence.EmitInput();
            writer.Close();
        }

        writer.End();
    }

    /// <summary>The gradient of what a direction of a layer gave, in the tape, where it has no tiny values.</summary>
    private string Target
    {
        get
        {
            string rows = _spec.Head is not null ? "tape.LayerGradient(layer)"
                : _cell.Layers > 1 ? "(layer == LayerCount - 1 ? ref tape.CleanGradient : ref tape.LayerGradient(layer))"
                : "tape.CleanGradient";
            return _cell.Bidirectional && !_cell.SumsDirections ? $"Floats.At(ref {rows}, direction * StateSize)" : rows;
        }
    }

    /// <summary>The gradients of the outputs, without tiny values, and through the head.</summary>
    private void EmitOutputs()
    {
        _text.OpenPlaces("tape");
        writer.Raw("int steps = lengths[place];");
        AbreastText.EmitOutput(writer, "outputGradient");
        if (_spec.Head is null)
        {
            writer.Block(
                $"if (!Denormals.Clean(ref outputGradient, outputStep, steps, OutputSize, ref tape.CleanGradient))",
                "Rows.Copy(ref outputGradient, outputStep, ref tape.CleanGradient, OutputSize, steps, OutputSize);");
        }
        else
        {
            if (_spec.Head.Over == HeadInput.LastState)
            {
                _text.EmitState("stateGradient", "tape");
            }

            InputText.EmitClean(writer, "outputGradient", "outputStep", _spec.OneRow ? "1" : "steps", "OutputSize", "tape.CleanGradient");
            _sequence.EmitHead();
        }

        writer.End();
    }

    /// <summary>The gradients of outputs that are read here become small on their way as states do; and some were dropped.</summary>
    private void EmitTargets()
    {
        bool all = _spec.Head is not null;
        if (!all && _cell.Layers == 1)
        {
            return;
        }

        _text.OpenPlaces("tape", all ? "" : "layer < LayerCount - 1 && ");
        writer.Raw("int steps = lengths[place];\nref float targetGradient = ref tape.LayerGradient(layer);");
        writer.Raw("Denormals.Flush(MemoryMarshal.CreateSpan(ref targetGradient, steps * LayerOutputSize));");
        if (_cell.DropsOutputs)
        {
            writer.Block($"if (layer < LayerCount - 1)", LayerText.DropOutputs(_cell, "tape", "targetGradient"));
        }

        writer.End();
    }

    /// <summary>The gradients of a layer's weights and of what it read, sequence by sequence.</summary>
    private void EmitWeights()
    {
        _text.OpenPlaces("tape");
        writer.Raw("int steps = lengths[place];");
        _text.EmitInput();
        _text.EmitState("stateGradient", "tape");
        if (IsDense)
        {
            writer.Raw("ref float inputGradient = ref Floats.At(ref batchInputGradient, batch.InputOffset(first + place));\nint inputGradientStep = inputStep;");
            if (_cell.Layers > 1)
            {
                writer.Open($"if (layer == 0)");
            }

            _input.EmitClean(writer, "tape");
            if (_cell.Layers > 1)
            {
                writer.End();
            }
        }

        var (source, step, sourceGradient, gradientStep, wanted) = _sequence.EmitSource();
        writer.Raw(LayerBackwardEmitter.CallWeights(plan, source, step, sourceGradient, gradientStep, wanted, "layer"));
        writer.Close();
    }

    private void EmitLayer()
    {
        var phase = plan.Training.Phases[0];
        var matrix = plan.MatrixOf(phase.Product!);
        string gates = phase.SharesGradients ? "inputGates" : "productGates";
        string gateStep = phase.SharesGradients ? "GateStride" : "ProductGateStride";
        writer.OpenMember(
            "Runs one direction of a layer backwards: for each step the gradients of the gates of each sequence, and then what flows back to the states of all.",
            SourceFile.KernelAttribute,
            "private void BackwardAbreast(",
            "    ref float targetGradient, ReadOnlySpan<int> lengths, Span<State> stateGradients, int first, int layer, int direction, SequenceMemory tape)");
        EmitBegin();
        writer.Raw($"""
            tape.Select(first);
            int kept = tape.SequenceStride;
            int own = tape.PlaceStride;
            ref float transposed = ref {MemoryText.Of(new($"tape.TransposedRecurrent({Recurrence})", matrix.Transposed.Offset))};
            ref float taped = ref tape.Values({Recurrence});
            ref float inputGates = ref tape.InputGates;
            """);
        if (!phase.SharesGradients)
        {
            writer.Raw("ref float productGates = ref tape.ProductGates;");
        }

        for (int s = 0; s < plan.StateParts.Count; s++)
        {
            string name = plan.StateParts[s].Name;
            writer.Raw(Invariant($"ref float {name} = ref {Chain.At(Invariant($"tape.StateRows({Recurrence}, {s})"), "0", "StateStride")};\nref float {name}Gradient = ref tape.StateGradient({s});"));
        }

        _text.OpenRows(isBackward: true);
        _text.OpenRuns();
        writer.Open($"for (int place = at; place < at + run; place++)");
        string units = plan.SignatureOf(new BackwardUnitsKernel(phase)).CallInLines(
        [
            .. plan.Training.StateNames.SelectMany(state => new[] { (state + "Gradient", AbreastText.Own(state + "Gradient")), (state, AbreastText.Kept(state, "(row * StateStride)")) }),
            ("tape", AbreastText.Kept("taped", "(row * TapeStride)")),
            ("outputGradient", AbreastText.Own("targetGradient", "(row * LayerOutputSize)")),
            ("inputGates", AbreastText.Own("inputGates", "(row * GateStride)")), ("productGates", AbreastText.Own("productGates", "(row * ProductGateStride)")),
        ]);
        writer.Raw($"_kernels.{units};");
        writer.End();
        string operand = phase.Product!.Operand + "Gradient";
        string product = plan.SignatureOf(plan.Kernels.Product(KernelName.RecurrenceGradient)).Call(
            ("weights", "transposed"), ("input", $"Floats.At(ref {gates}, (at * own) + (row * {gateStep}))"), ("inputStep", "own"),
            ("output", $"Floats.At(ref {operand}, at * own)"), ("outputStep", "own"), ("rows", "run"), ("accumulate", $"accumulate: {(phase.AddsToGradient ? "true" : "false")}"));
        writer.Raw($"_kernels.{product};");
        writer.Close();
        writer.Close();
        writer.End();
    }

    /// <summary>The gradients of the last states.</summary>
    private void EmitBegin()
    {
        if (_cell.Bidirectional)
        {
            writer.Raw("bool reverse = direction == 1;");
        }

        _text.OpenPlaces("tape");
        _text.EmitState("stateGradient", "tape");
        for (int s = 0; s < plan.StateParts.Count; s++)
        {
            writer.Raw(Invariant($"Rows.CopyPadded(stateGradient.{LayerText.Part(plan, plan.StateParts[s].Name, $"layer, {Chain.Index()}")}, MemoryMarshal.CreateSpan(ref tape.StateGradient({s}), StateStride));"));
        }

        writer.End();
    }
}
