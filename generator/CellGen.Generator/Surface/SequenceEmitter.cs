using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

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

    private void EmitRun()
    {
        writer.Raw("/// <summary>Runs one sequence, whose rows are inputStep and outputStep apart.</summary>");
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw("private void Run(");
        writer.Raw($"    ref {_input.Element} {_input.Name}, int {_input.Name}Step, ref float output, int outputStep, int steps, ref State state, SequenceMemory memory{(_spec.HasTable ? ", TokenTable? table" : "")})");
        writer.Open();
        _input.EmitClean(writer, "memory");
        EmitSource();
        if (_spec.Head is { ReadsInput: true })
        {
            writer.Raw("""
                ref float headRows = ref memory.HeadRows;
                ref float previous = ref Unsafe.Add(ref headRows, InputSize);
                state.Hidden(LayerCount - 1).CopyTo(MemoryMarshal.CreateSpan(ref previous, LayerOutputSize));
                """);
        }

        EmitLayers();
        EmitHead();
        writer.Close();
        writer.Line();
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
            writer.Raw($"ref float source = ref output;\nsource = ref memory.Embedded;\nint sourceStep = InputSize;");
            const string gather = "Layout.Embeddings.Gather(ref _parameters.At(EmbeddingOffset), ref tokens, tokensStep, ref source, InputSize, steps);";
            if (!_spec.HasTable)
            {
                writer.Raw(gather);
                return;
            }

            writer.Open($"if (table is null)");
            writer.Raw(gather);
            writer.Close();
            writer.Line();
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

    /// <summary>The head of one sequence.</summary>
    public void EmitHead()
    {
        if (_spec.Head is not { } head)
        {
            return;
        }

        writer.Line();
        switch (head.Over)
        {
            case HeadInput.LastState:
                writer.Raw($"ref float last = ref memory.HeadInput;");
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
                    ref float mean = ref memory.HeadInput;
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

        if (_spec.Network.Training && head.LogSoftmax)
        {
            writer.Open($"if (memory.IsTape)");
            writer.Raw($"Rows.Copy(ref output, outputStep, ref memory.HeadOutput, OutputSize, {(head.OneRow ? "1" : "steps")}, OutputSize);");
            writer.Close();
        }
    }
}
