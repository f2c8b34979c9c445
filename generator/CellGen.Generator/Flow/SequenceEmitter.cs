using CellGen.Generator.Model;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>Emits the run of one sequence through layers, directions and the head, with the memory of a workspace or a tape.</summary>
internal sealed class SequenceEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;
    private readonly LayerText _layer = new(writer, plan);
    private readonly InputText _input = new(plan.Spec);

    /// <summary>The ways through the layers: one, or one without a tape and one with it.</summary>
    private IReadOnlyList<ForwardFlowEmitter> Flows => !_spec.Network.Training ? [new(writer, plan, tape: false, "")]
        : plan.HasOneFlow ? [new(writer, plan, tape: true, "")]
        : [new(writer, plan, tape: false, ""), new(writer, plan, tape: true, "Taped")];

    public void Emit()
    {
        EmitRun();
        foreach (var flow in Flows)
        {
            flow.EmitMethods();
        }

        if (plan.RunsAbreast)
        {
            new AbreastForwardEmitter(writer, plan).Emit();
        }
    }

    /// <summary>The head of one sequence, and what it reads.</summary>
    public void EmitHead() => plan.Around.Forward.Where(stage => stage.Layer is StackNetwork.HeadInput or StackNetwork.Head).ToList().ForEach(EmitStage);

    private void EmitRun()
    {
        writer.OpenMember(
            "Runs one sequence, whose rows are inputStep and outputStep apart.",
            SourceFile.KernelAttribute,
            "private void Run(",
            $"    ref {_input.Element} {_input.Name}, int {_input.Name}Step, ref float output, int outputStep, int steps, ref State state, SequenceMemory memory{(_spec.HasTable ? ", TokenTable? table" : "")})");
        _input.EmitClean(writer, "memory");
        EmitSource();
        plan.Around.Forward.ToList().ForEach(EmitStage);
        writer.End();
    }

    private void EmitLayers()
    {
        var flows = Flows;
        if (flows.Count == 1)
        {
            flows[0].EmitCalls();
            return;
        }

        writer.Open($"if (memory.IsTape)");
        flows[1].EmitCalls();
        writer.Close();
        writer.Raw("else");
        writer.Open();
        flows[0].EmitCalls();
        writer.Close();
    }

    private void EmitSource()
    {
        if (_spec.IsEmbedded)
        {
            writer.Raw("ref float source = ref output;\nsource = ref memory.Embedded;\nint sourceStep = InputSize;");
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

    private void EmitStage(Stage stage)
    {
        var operation = stage.Operation;
        switch (stage.Layer)
        {
            case StackNetwork.Embedded:
                EmitGather();
                break;
            case StackNetwork.Layers when operation == RowOperation.Run:
                EmitLayers();
                if (_spec.Head is not null)
                {
                    writer.Line();
                }

                break;
            case StackNetwork.HeadInput:
                EmitHeadInput(operation, stage.Source.Rows.Layer);
                break;
            case StackNetwork.Head when operation == RowOperation.Run:
                EmitHead(stage.Source.Rows);
                break;
            case StackNetwork.Head when operation == RowOperation.LogSoftmax:
                EmitLogSoftmax();
                break;
            case StackNetwork.Head or StackNetwork.Layers when operation == RowOperation.Copy:
                // The user's output is written in place.
                break;
            default:
                throw new NotSupportedException($"{operation.Batch} of {stage.Layer} has no text yet.");
        }
    }

    private void EmitGather()
    {
        const string gather = "Layout.Embeddings.Gather(ref _parameters.At(EmbeddingOffset), ref tokens, tokensStep, ref source, InputSize, steps);";
        if (!_spec.HasTable)
        {
            writer.Raw(gather);
            return;
        }

        writer.Block($"if (table is null)", gather);
        writer.Line();
    }

    /// <summary>A part of what the head reads: the input, the layers' rows or, from before the sequence or after it, their states.</summary>
    private void EmitHeadInput(RowOperation operation, int source)
    {
        if (operation == RowOperation.Mean)
        {
            writer.Raw("""
                ref float mean = ref memory.HeadInput;
                Rows.Mean(MemoryMarshal.CreateSpan(ref source, steps * LayerOutputSize), MemoryMarshal.CreateSpan(ref mean, LayerOutputSize));
                """);
        }
        else if (operation == RowOperation.Delay)
        {
            writer.Raw("Rows.Copy(ref source, sourceStep, ref Floats.At(ref previous, HeadColumns), HeadColumns, steps - 1, LayerOutputSize);");
        }
        else if (source == StackNetwork.Input)
        {
            writer.Raw("Rows.Copy(ref input, inputStep, ref headRows, HeadColumns, steps, InputSize);");
        }
        else if (_spec.Head is { ReadsInput: true })
        {
            writer.Raw("""
                ref float headRows = ref memory.HeadRows;
                ref float previous = ref Floats.At(ref headRows, InputSize);
                state.Hidden(LayerCount - 1).CopyTo(MemoryMarshal.CreateSpan(ref previous, LayerOutputSize));
                """);
        }
        else
        {
            EmitLastState();
        }
    }

    private void EmitLastState()
    {
        writer.Raw("ref float last = ref memory.HeadInput;");
        if (_cell.SumsDirections)
        {
            writer.Raw("""
                state.Hidden(LayerCount - 1, 0).CopyTo(MemoryMarshal.CreateSpan(ref last, StateSize));
                Rows.Add(ref MemoryMarshal.GetReference(state.Hidden(LayerCount - 1, 1)), 0, ref last, 0, 1, StateSize);
                """);
            return;
        }

        writer.Block(
            $"for (int direction = 0; direction < DirectionCount; direction++)",
            "state.Hidden(LayerCount - 1, direction).CopyTo(MemoryMarshal.CreateSpan(ref Floats.At(ref last, direction * StateSize), StateSize));");
        writer.Line();
    }

    private void EmitHead(Rows read)
    {
        var (rows, step) = (read.Layer, _spec.Head!.Over) switch
        {
            (StackNetwork.Layers, _) => ("source", "LayerOutputSize"),
            (_, HeadInput.InputAndPreviousState) => ("headRows", "HeadColumns"),
            (_, var over) => (over == HeadInput.MeanState ? "mean" : "last", "LayerOutputSize"),
        };
        _layer.EmitHeadProduct(rows, step, "output", "outputStep", read.OneRow ? "1" : "steps");
    }

    /// <summary>In the user's output; a tape keeps a copy.</summary>
    private void EmitLogSoftmax()
    {
        string rows = _spec.OneRow ? "1" : "steps";
        _layer.EmitAfterHead("output", "outputStep", rows);
        if (_spec.Network.Training)
        {
            writer.Block($"if (memory.IsTape)", $"Rows.Copy(ref output, outputStep, ref memory.HeadOutput, OutputSize, {rows}, OutputSize);");
        }
    }
}
