using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the backward pass of one sequence, as it is derived from the forward one: from the head through the layers to the input.</summary>
internal sealed class SequenceBackwardEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;
    private readonly InputText _input = new(plan.Spec);
    private readonly HeadBackwardEmitter _head = new(writer, plan);

    private bool IsDense => _spec.Tokens is null;

    public void Emit()
    {
        EmitRun();
        new TransposedWeightsEmitter(writer, plan).Emit();
        new LayerBackwardEmitter(writer, plan).Emit();
    }

    private void EmitRun()
    {
        writer.Raw("/// <summary>The backward pass of one sequence, whose rows are inputStep and outputStep apart.</summary>");
        writer.Raw(SourceFile.KernelAttribute);
        writer.Raw("private void RunBackward(");
        writer.Raw($"    ref {_input.Element} {_input.Name}, int {_input.Name}Step, ref float outputGradient, int outputStep,");
        writer.Raw($"    {(IsDense ? "ref float inputGradient, bool wantsInput, " : "")}int steps, ref State stateGradient, {SourceFile.GradientOf(_spec)} gradient, SequenceMemory tape)");
        writer.Open();
        if (IsDense)
        {
            writer.Raw("int inputGradientStep = inputStep;");
        }

        _input.EmitClean(writer, "tape");
        InputText.EmitClean(writer, "outputGradient", "outputStep", _spec.OneRow ? "1" : "steps", "OutputSize", "tape.CleanGradient");
        plan.Around.Backward.ToList().ForEach(EmitStage);
        writer.Close();
        writer.Line();
    }

    private void EmitStage(Stage stage)
    {
        var operation = stage.Operation;
        switch (stage.Layer)
        {
            case StackNetwork.Embedded:
                writer.Raw("Layout.Embeddings.Scatter(ref gradient.At(EmbeddingOffset), ref tokens, tokensStep, ref tape.EmbeddedGradient, InputSize, steps);");
                break;
            case StackNetwork.Layers when operation == RowOperation.RunBackward:
                EmitLayers(stage);
                break;
            case StackNetwork.Layers when operation == RowOperation.Clear:
                writer.Raw("MemoryMarshal.CreateSpan(ref targetGradient, steps * LayerOutputSize).Clear();\n");
                break;
            case StackNetwork.Layers when operation == RowOperation.Copy:
                writer.Raw("ref float targetGradient = ref outputGradient;\nint targetStep = outputStep;\n");
                break;
            case StackNetwork.HeadInput:
                _head.EmitInput(operation, stage.Target!.Rows.Layer);
                break;
            case StackNetwork.Head when operation == RowOperation.RunBackward:
                _head.Emit(stage);
                break;
            case StackNetwork.Head when operation == RowOperation.LogSoftmaxGradient:
                _head.EmitLogSoftmax();
                break;
            case StackNetwork.Head when operation == RowOperation.Copy:
                _head.EmitBeginning();
                break;
            default:
                throw new NotSupportedException($"{operation.Batch} of {stage.Layer} has no text yet.");
        }
    }

    /// <summary>The layers, from the last to the first, each with what is done at it.</summary>
    private void EmitLayers(Stage all)
    {
        if (_cell.Layers == 1)
        {
            EmitFlush();
            var only = FirstSource(all);
            EmitLayer(only.Rows, only.Step, only.Gradient, only.GradientStep, "0", only.Wanted);
            return;
        }

        writer.Open($"for (int layer = LayerCount - 1; layer >= 0; layer--)");
        EmitFlush();
        foreach (var stage in plan.Around.LayerBackward)
        {
            if (stage.Operation == RowOperation.Drop)
            {
                writer.Open($"if (layer < LayerCount - 1)");
                writer.Raw(LayerText.DropOutputs(_cell, "tape", "targetGradient"));
                writer.Close();
                writer.Line();
                continue;
            }

            var (source, step, gradient, gradientStep, wanted) = FirstSource(all);
            writer.Raw($"""
                ref float source = ref layer == 0 ? ref {source} : ref tape.LayerOutput(layer - 1);
                int sourceStep = layer == 0 ? {step} : LayerOutputSize;
                ref float sourceGradient = ref layer == 0 ? ref {gradient} : ref tape.LayerGradient(layer - 1);
                int sourceGradientStep = layer == 0 ? {gradientStep} : LayerOutputSize;
                """);
            EmitLayer("source", "sourceStep", "sourceGradient", "sourceGradientStep", "layer", wanted switch { "true" => "true", "false" => "layer > 0", _ => $"layer > 0 || {wanted}" });
        }

        writer.Raw("targetGradient = ref sourceGradient;\ntargetStep = LayerOutputSize;");
        writer.Close();
    }

    private void EmitLayer(string source, string step, string gradient, string gradientStep, string layer, string wanted)
    {
        string tokens = _spec.GathersColumns ? ", ref tokens, tokensStep" : "";
        bool variable = Chain.Of(plan)[0].IsVariable;
        if (variable)
        {
            writer.Open($"for (int direction = 0; direction < DirectionCount; direction++)");
        }

        writer.Raw($"""
            BackwardLayer(
                ref {source}, {step}, ref targetGradient, targetStep, ref {gradient}, {gradientStep}, {wanted},
                steps, {layer}{(variable ? ", direction" : "")}, ref stateGradient, gradient, tape{tokens});
            """);
        if (variable)
        {
            writer.Close();
            writer.Line();
        }
    }

    /// <summary>The gradients of outputs that are read here, not the user's, become small on their way as states do.</summary>
    private void EmitFlush()
    {
        bool head = _spec.Head is not null;
        if (!head && _cell.Layers == 1)
        {
            return;
        }

        if (!head)
        {
            writer.Open($"if (layer < LayerCount - 1)");
        }

        writer.Raw("Denormals.Flush(MemoryMarshal.CreateSpan(ref targetGradient, steps * LayerOutputSize));");
        if (!head)
        {
            writer.Close();
            writer.Line();
        }
    }

    /// <summary>What the first layer read, where its gradient goes, and whether that is wanted.</summary>
    private (string Rows, string Step, string Gradient, string GradientStep, string Wanted) FirstSource(Stage all)
    {
        (string source, string step) = _spec.IsEmbedded ? ("tape.Embedded", "InputSize")
            : _spec.GathersColumns ? (_cell.Layers > 1 ? "tape.LayerOutput(0)" : "tape.Projected", "LayerOutputSize")
            : ("input", "inputStep");
        return all.Target is null ? (source, step, source, step, "false")
            : all.IfWanted ? (source, step, "inputGradient", "inputGradientStep", "wantsInput")
            : (source, step, "tape.EmbeddedGradient", step, "true");
    }
}
