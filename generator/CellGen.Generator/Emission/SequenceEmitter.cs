using CellGen.Generator.Model;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Emission;

/// <summary>Emits the run of one sequence through layers, directions and the head, with a workspace or a tape.</summary>
internal sealed class SequenceEmitter(CodeWriter writer, ModelPlan plan, bool tape)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;
    private readonly LayerText _layer = new(writer, plan);
    private readonly InputText _input = new(plan.Spec);
    private readonly string _memory = tape ? "tape" : "workspace";

    private IReadOnlyList<string> States => plan.Step.StateNames;

    /// <summary>The last parameters of the private methods: where the tokens are, and the optional table.</summary>
    private bool HasTable => _spec.IsEmbedded && !tape;

    /// <summary>Whether the layers still need the tokens: to select columns, or rows of a table.</summary>
    private bool LayersReadTokens => _spec.GathersColumns || HasTable;

    /// <summary>A stride in the order of the recurrence: negative for the backward direction.</summary>
    private string Signed(string stride) => _cell.Bidirectional ? $"reverse ? -{stride} : {stride}" : stride;

    /// <summary>The row at which the recurrence enters a chunk.</summary>
    private string First => _cell.Bidirectional ? "(first + start)" : "first";

    public void Emit()
    {
        EmitRun();
        EmitLayer();
    }

    private void EmitRun()
    {
        writer.Raw("/// <summary>Runs one sequence, whose rows are inputStep and outputStep apart.</summary>");
        writer.Raw("private void Run(");
        writer.Raw($"    ref {_input.Element} {_input.Name}, int {_input.Name}Step, ref float output, int outputStep, int steps, ref State state, {(tape ? "Tape tape" : "Workspace workspace")}{(HasTable ? ", TokenTable? table" : "")})");
        writer.Open();
        EmitSource();
        if (_spec.Head is { ReadsInput: true })
        {
            writer.Raw($"""
                ref float headRows = ref {_memory}.HeadRows;
                ref float previous = ref Unsafe.Add(ref headRows, InputSize);
                state.Hidden(LayerCount - 1).CopyTo(MemoryMarshal.CreateSpan(ref previous, LayerOutputSize));
                """);
        }

        writer.Open($"for (int layer = 0; layer < LayerCount; layer++)");
        EmitTarget();
        string target = _cell.SumsDirections ? "directions" : "target";
        string targetStep = _cell.SumsDirections ? "DirectionsStep" : "targetStep";
        if (_cell.SumsDirections)
        {
            writer.Raw($"ref float directions = ref {_memory}.Directions;");
        }

        writer.Open($"for (int direction = 0; direction < DirectionCount; direction++)");
        string tokens = LayersReadTokens ? ", ref tokens, tokensStep" : "";
        string table = HasTable ? ", table" : "";
        writer.Raw($"ForwardLayer(ref source, sourceStep, ref {target}, {targetStep}, steps, layer, direction, ref state, {_memory}{tokens}{table});");
        writer.Close();
        writer.Line();
        if (_cell.SumsDirections)
        {
            writer.Raw("Rows.AddHalves(ref directions, DirectionsStep, ref target, targetStep, steps, StateSize);");
        }

        if (tape && _cell.DropsOutputs)
        {
            writer.Open($"if (layer < LayerCount - 1)");
            writer.Raw("tape.DropOutputs(ref target, steps, layer);");
            writer.Close();
            writer.Line();
        }

        writer.Raw("source = ref target;\nsourceStep = targetStep;");
        writer.Close();
        EmitHead();
        writer.Close();
        writer.Line();
    }

    private void EmitSource()
    {
        if (_spec.IsEmbedded)
        {
            writer.Raw($"ref float source = ref output;\nsource = ref {_memory}.Embedded;\nint sourceStep = InputSize;");
            if (HasTable)
            {
                writer.Open($"if (table is null)");
            }

            writer.Raw("Embeddings.Gather(ref _parameters.At(EmbeddingOffset), ref tokens, tokensStep, ref source, InputSize, steps);");
            if (HasTable)
            {
                writer.Close();
                writer.Line();
            }
        }
        else if (_spec.GathersColumns)
        {
            writer.Raw("// The first layer reads tokens, the others the one below.\nref float source = ref output;\nint sourceStep = outputStep;");
        }
        else
        {
            writer.Raw("ref float source = ref input;\nint sourceStep = inputStep;");
        }
    }

    /// <summary>Where a layer writes: the last one, unless a head follows, to the user's output.</summary>
    private void EmitTarget()
    {
        string inner = $"{_memory}.LayerOutput(layer)";
        (string target, string step) = (_spec.Head, _cell.Layers) switch
        {
            (not null, _) => (inner, "LayerOutputSize"),
            (null, 1) => ("output", "outputStep"),
            _ => ($"layer == LayerCount - 1 ? ref output : ref {inner}", "layer == LayerCount - 1 ? outputStep : LayerOutputSize"),
        };
        writer.Raw($"ref float target = ref {target};\nint targetStep = {step};");
    }

    private void EmitHead()
    {
        if (_spec.Head is not { } head)
        {
            return;
        }

        writer.Line();
        switch (head.Over)
        {
            case HeadInput.LastState:
                writer.Raw($"ref float last = ref {_memory}.HeadInput;");
                if (_cell.SumsDirections)
                {
                    writer.Raw("""
                        state.Hidden(LayerCount - 1, 0).CopyTo(MemoryMarshal.CreateSpan(ref last, StateSize));
                        Rows.Add(ref MemoryMarshal.GetReference(state.Hidden(LayerCount - 1, 1)), 0, ref last, 0, 1, StateSize);
                        """);
                }
                else
                {
                    writer.Open($"for (int direction = 0; direction < DirectionCount; direction++)");
                    writer.Raw("state.Hidden(LayerCount - 1, direction).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref last, direction * StateSize), StateSize));");
                    writer.Close();
                    writer.Line();
                }

                _layer.EmitHead("last", "LayerOutputSize", "output", "outputStep", "1");
                break;
            case HeadInput.MeanState:
                writer.Raw($"""
                    ref float mean = ref {_memory}.HeadInput;
                    Rows.Mean(MemoryMarshal.CreateSpan(ref source, steps * LayerOutputSize), MemoryMarshal.CreateSpan(ref mean, LayerOutputSize));
                    """);
                _layer.EmitHead("mean", "LayerOutputSize", "output", "outputStep", "1");
                break;
            case HeadInput.InputAndPreviousState:
                writer.Raw("""
                    Rows.Copy(ref input, inputStep, ref headRows, HeadColumns, steps, InputSize);
                    Rows.Copy(ref source, sourceStep, ref Unsafe.Add(ref previous, HeadColumns), HeadColumns, steps - 1, LayerOutputSize);
                    """);
                _layer.EmitHead("headRows", "HeadColumns", "output", "outputStep", "steps");
                break;
            default:
                _layer.EmitHead("source", "LayerOutputSize", "output", "outputStep", "steps");
                break;
        }

        if (tape && head.LogSoftmax)
        {
            writer.Raw($"Rows.Copy(ref output, outputStep, ref tape.HeadOutput, OutputSize, {(head.OneRow ? "1" : "steps")}, OutputSize);");
        }
    }

    /// <summary>One direction of a layer: chunk by chunk, the products with the input, then the recurrence.</summary>
    private void EmitLayer()
    {
        writer.Raw("/// <summary>Runs one direction of a layer over all steps.</summary>");
        writer.Raw("private void ForwardLayer(");
        writer.Raw("    ref float source, int sourceStep, ref float target, int targetStep, int steps, int layer, int direction, ref State state,");
        writer.Raw($"    {(tape ? "Tape tape" : "Workspace workspace")}{(LayersReadTokens ? ", ref int tokens, int tokensStep" : "")}{(HasTable ? ", TokenTable? table" : "")})");
        writer.Open();
        if (_cell.Bidirectional)
        {
            writer.Raw("bool reverse = direction == 1;");
        }

        _layer.EmitWeights("direction");
        writer.Raw($"ref float projected = ref {_memory}.Projected;");
        for (int s = 0; s < States.Count; s++)
        {
            string accessor = LayerText.Accessor(States[s]);
            string row = tape ? $"tape.StateRows(layer, direction, {s})" : $"workspace.StateRows({s})";
            string first = tape && _cell.Bidirectional ? "Unsafe.Add(ref " + row + ", reverse ? steps * StateStride : 0)" : row;
            writer.Raw($"ref float {States[s]} = ref {first};");
            writer.Raw(tape
                ? $"Rows.CopyPadded(state.{accessor}(layer, direction), MemoryMarshal.CreateSpan(ref {States[s]}, StateStride));"
                : $"state.{accessor}(layer, direction).CopyTo(MemoryMarshal.CreateSpan(ref {States[s]}, {LayerText.Size(States[s])}));");
        }

        if (tape)
        {
            writer.Raw("ref float taped = ref tape.Values(layer, direction);");
            if (plan.Training.HasMask)
            {
                writer.Raw("tape.DrawMask(layer, direction);");
            }
        }

        writer.Line();
        writer.Open($"for (int done = 0; done < steps;)");
        writer.Raw(_cell.Bidirectional
            ? """
                // A chunk of steps: rows first to first + count, in the order of time; the recurrence begins at row start of them.
                int count = Math.Min(ChunkSteps, steps - done);
                int first = reverse ? steps - done - count : done;
                int start = reverse ? count - 1 : 0;
                """
            : """
                // A chunk of steps: rows first to first + count.
                int count = Math.Min(ChunkSteps, steps - done);
                int first = done;
                """);
        _layer.EmitProjection("first", "count", (_input.At("first"), "tokensStep"), HasTable);
        writer.Raw($"_kernels.{(tape ? nameof(KernelName.ForwardTaped) : nameof(KernelName.Forward))}(\n    {string.Join(",\n    ", KernelArguments())});");
        foreach (string state in States)
        {
            writer.Raw(tape
                ? $"{state} = ref Unsafe.Add(ref {state}, count * ({Signed("StateStride")}));"
                : $"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {state}, count * StateStride), StateStride).CopyTo(MemoryMarshal.CreateSpan(ref {state}, StateStride));");
        }

        writer.Raw("done += count;");
        writer.Close();
        writer.Line();
        foreach (string state in States)
        {
            writer.Raw($"MemoryMarshal.CreateSpan(ref {state}, {LayerText.Size(state)}).CopyTo(state.{LayerText.Accessor(state)}(layer, direction));");
        }

        writer.Close();
        writer.Line();
    }

    private IEnumerable<string> KernelArguments()
    {
        if (plan.RecurrentLength > 0)
        {
            yield return "ref recurrent";
        }

        yield return $"ref {(_cell.Bidirectional ? "Unsafe.Add(ref projected, start * GateLanes)" : "projected")}, {Signed("GateLanes")}";
        foreach (string state in States)
        {
            yield return $"ref {state}";
        }

        yield return tape ? Signed("StateStride") : "StateStride";
        string step = _cell.Bidirectional ? "reverse ? -targetStep : targetStep" : "targetStep";
        yield return $"ref Unsafe.Add(ref target, ({First} * targetStep) + (direction * StateSize)), {step}";
        if (tape)
        {
            yield return $"ref Unsafe.Add(ref taped, {First} * TapeStride), {Signed("TapeStride")}";
            if (plan.Training.HasMask)
            {
                yield return "ref tape.Mask";
            }
        }
        else if (plan.Step.Carried.Count > 0)
        {
            yield return "ref workspace.Carried";
        }

        yield return "count";
    }
}
