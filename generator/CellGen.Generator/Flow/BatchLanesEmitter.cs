using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>
/// Emits the run of a group of sequences of one length side by side, with the kernels of StepMany: lanes are sequences, so
/// that a weight is read once for all of them. Rows of lanes take the place of numbers from the input to the output.
/// </summary>
internal sealed class BatchLanesEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;
    private readonly LayerText _layer = new(writer, plan);
    private readonly InputText _input = new(plan.Spec);

    public void Emit()
    {
        EmitRun();
        EmitLayer();
    }

    private void EmitRun()
    {
        writer.OpenMember(
            "Runs sequences of one length side by side; the rows of a sequence, and one sequence and the next, may be any distance apart.",
            SourceFile.KernelAttribute,
            "private void RunGroup(",
            $"    ref {_input.Element} {_input.Name}, int inputStride, int inputStep, ref float output, int outputStride, int outputStep,",
            "    int steps, int count, Span<State> states, SequenceMemory memory)");
        writer.Raw("""
            // For each step a row of lanes for each value; layers take turns.
            int lanes = _kernels.Agents;
            ref float source = ref memory.GroupRows(0);
            int sourceStep = InputSize * lanes;
            int targetStep = DirectionCount * StateSize * lanes;
            """);
        EmitInput();
        writer.Open($"for (int layer = 0; layer < LayerCount; layer++)");
        writer.Raw("ref float target = ref memory.GroupRows(layer + 1);");
        writer.Block(
            $"for (int direction = 0; direction < DirectionCount; direction++)",
            "ForwardGroup(ref source, sourceStep, ref Floats.At(ref target, direction * StateSize * lanes), targetStep, steps, layer, direction, states, memory);");
        writer.Line();
        writer.Raw("source = ref target;\nsourceStep = targetStep;");
        if (_cell.SumsDirections)
        {
            EmitSum();
        }

        writer.End();
        EmitOutput();
        writer.End();
    }

    private void EmitInput()
    {
        if (!_spec.IsEmbedded)
        {
            writer.Raw("""
                Transposition.ToLanes(ref input, inputStride, inputStep, ref source, lanes, count, steps, InputSize);
                Denormals.Flush(MemoryMarshal.CreateSpan(ref source, steps * sourceStep));
                """);
            return;
        }

        writer.Raw("ref float embedded = ref memory.GroupRows(1);");
        writer.Open($"for (int step = 0; step < steps; step++)");
        writer.Raw("""
            Layout.Embeddings.Gather(ref _parameters.At(EmbeddingOffset), ref Unsafe.Add(ref tokens, step * inputStep), inputStride, ref embedded, InputSize, count);
            Transposition.Transpose(ref embedded, InputSize, ref Floats.At(ref source, step * sourceStep), lanes, count, InputSize);
            """);
        writer.End();
    }

    /// <summary>The sum of the directions, in place; a head that reads the last states alone adds only those.</summary>
    private void EmitSum()
    {
        bool last = _spec.Head?.Over == HeadInput.LastState;
        if (last)
        {
            writer.Open($"if (layer < LayerCount - 1)");
        }

        writer.Raw("sourceStep = StateSize * lanes;\nRows.AddHalves(ref target, targetStep, ref source, sourceStep, steps, sourceStep);");
        if (last)
        {
            writer.Close();
        }
    }

    private void EmitOutput()
    {
        if (_spec.Head is { } head)
        {
            writer.Raw("// The head reads rows of numbers again; they take the place of what the last layer read.\nref float rows = ref memory.GroupRows(LayerCount + 1);");
            EmitHead(head);
            return;
        }

        writer.Raw("Transposition.FromLanes(ref source, lanes, ref output, outputStride, outputStep, count, steps, LayerOutputSize);");
    }

    private void EmitHead(HeadSpec head)
    {
        string Rows(string from) => $"Transposition.Transpose(ref {from}, lanes, ref rows, LayerOutputSize, LayerOutputSize, count);";
        switch (head.Over)
        {
            case HeadInput.LastState:
                writer.Raw("ref float last = ref Floats.At(ref source, (steps - 1) * sourceStep);");
                if (_cell.SumsDirections)
                {
                    writer.Raw("Rows.Add(ref Floats.At(ref source, StateSize * lanes), 0, ref last, 0, 1, StateSize * lanes);");
                    writer.Raw(Rows("last"));
                }
                else if (_cell.Bidirectional)
                {
                    writer.Raw("""
                        Transposition.Transpose(ref last, lanes, ref rows, LayerOutputSize, StateSize, count);
                        Transposition.Transpose(ref Floats.At(ref source, StateSize * lanes), lanes, ref Floats.At(ref rows, StateSize), LayerOutputSize, StateSize, count);
                        """);
                }
                else
                {
                    writer.Raw(Rows("last"));
                }

                _layer.EmitHead("rows", "LayerOutputSize", "output", "outputStride", "count");
                break;
            case HeadInput.MeanState:
                writer.Raw("Rows.Mean(MemoryMarshal.CreateSpan(ref source, steps * sourceStep), MemoryMarshal.CreateSpan(ref rows, sourceStep));");
                writer.Raw("Transposition.Transpose(ref rows, lanes, ref source, LayerOutputSize, LayerOutputSize, count);");
                _layer.EmitHead("source", "LayerOutputSize", "output", "outputStride", "count");
                break;
            default:
                writer.Open($"for (int step = 0; step < steps; step++)");
                writer.Raw(Rows("Floats.At(ref source, step * sourceStep)"));
                writer.Raw("ref float target = ref Floats.At(ref output, step * outputStep);");
                _layer.EmitHead("rows", "LayerOutputSize", "target", "outputStride", "count");
                writer.Close();
                break;
        }
    }

    private void EmitLayer()
    {
        writer.OpenMember(
            "Runs one direction of a layer for a group of sequences: an output row is the state that the next step reads.",
            SourceFile.KernelAttribute,
            "private void ForwardGroup(",
            "    ref float source, int sourceStep, ref float target, int targetStep, int steps, int layer, int direction, Span<State> states, SequenceMemory memory)");
        writer.Raw("int lanes = _kernels.Agents;\nint index = (layer * DirectionCount) + direction;");
        for (int i = 0; i < plan.StateParts.Count; i++)
        {
            var part = plan.StateParts[i];
            writer.Raw(FormattableString.Invariant($"ref float {part.Name} = ref target;\n{part.Name} = ref memory.GroupState({i});"));
            writer.Raw($"GroupStates.Read(states, {Place(part)}, ref {part.Name}, lanes, {LayerText.Size(part.Name)});");
        }

        writer.Raw($"ref float weights = ref _parameters.At({LayerText.Offset(_cell, "layer", "direction")});\nref float sums = ref memory.GroupSums;");
        writer.Open($"for (int step = 0; step < steps; step++)");
        writer.Raw(_cell.Bidirectional ? "int row = direction == 0 ? step : steps - 1 - step;" : "int row = step;");
        writer.Raw("ref float x = ref Floats.At(ref source, row * sourceStep);\nref float next = ref Floats.At(ref target, row * targetStep);");
        writer.Raw(AgentInputText.Call(plan, _cell.Layers > 1 ? "layer" : "0", "weights", "weights"));
        writer.Raw("h = ref next;");
        writer.End();
        foreach (var part in plan.StateParts)
        {
            writer.Raw($"GroupStates.Write(states, {Place(part)}, ref {part.Name}, lanes, {LayerText.Size(part.Name)});");
        }

        writer.End();
    }

    /// <summary>Where a state of the layer and direction begins in a State.</summary>
    private string Place(StatePart part) => FormattableString.Invariant($"(index * {plan.LayerStateFloats}){(part.Offset == 0 ? "" : $" + {part.Offset}")}");
}
