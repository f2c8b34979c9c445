using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>Emits the backward pass of one sequence, as it is derived from the forward one: from the head through the layers to the input.</summary>
internal sealed class SequenceBackwardEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;
    private readonly InputText _input = new(plan.Spec);
    private readonly HeadBackwardEmitter _head = new(writer, plan);

    private bool IsDense => _spec.Tokens is null;

    /// <summary>The layers, among what is done around them.</summary>
    private Stage All => plan.Around.Backward.Single(stage => stage is { Layer: StackNetwork.Layers } && stage.Operation == RowOperation.RunBackward);

    /// <summary>Whether what is written asks for targetStep.</summary>
    public bool UsesTargetStep { get; init; } = true;

    public void Emit()
    {
        EmitRun();
        new TransposedWeightsEmitter(writer, plan).Emit();
        new LayerBackwardEmitter(writer, plan).Emit();
        if (plan.RunsAbreast)
        {
            new AbreastBackwardEmitter(writer, plan).Emit();
        }
    }

    /// <summary>The head of one sequence, and what it reads; then targetGradient is the gradient of what the layers gave.</summary>
    public void EmitHead() => plan.Around.Backward.TakeWhile(stage => stage != All).ToList().ForEach(EmitStage);

    /// <summary>What reaches the input, or the embedding, past the layers.</summary>
    public void EmitInput() => plan.Around.Backward.SkipWhile(stage => stage != All).Skip(1).ToList().ForEach(EmitStage);

    private void EmitRun()
    {
        writer.OpenMember(
            "The backward pass of one sequence, whose rows are inputStep and outputStep apart.",
            SourceFile.KernelAttribute,
            "private void RunBackward(",
            $"    ref {_input.Element} {_input.Name}, int {_input.Name}Step, ref float outputGradient, int outputStep,",
            $"    {(IsDense ? "ref float inputGradient, bool wantsInput, " : "")}int steps, ref State stateGradient, {SourceFile.GradientOf(_spec)} gradient, SequenceMemory tape)");
        if (IsDense)
        {
            writer.Raw("int inputGradientStep = inputStep;");
        }

        _input.EmitClean(writer, "tape");
        InputText.EmitClean(writer, "outputGradient", "outputStep", _spec.OneRow ? "1" : "steps", "OutputSize", "tape.CleanGradient");
        plan.Around.Backward.ToList().ForEach(EmitStage);
        writer.End();
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
                EmitLayers();
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
                _head.EmitBeginning(UsesTargetStep);
                break;
            default:
                throw new NotSupportedException($"{operation.Batch} of {stage.Layer} has no text yet.");
        }
    }

    /// <summary>The layers, from the last to the first, each with what is done at it.</summary>
    private void EmitLayers()
    {
        if (_cell.Layers == 1)
        {
            EmitFlush();
            EmitLayer("0");
            return;
        }

        writer.Open($"for (int layer = LayerCount - 1; layer >= 0; layer--)");
        EmitFlush();
        foreach (var stage in plan.Around.LayerBackward)
        {
            if (stage.Operation == RowOperation.Drop)
            {
                writer.Block($"if (layer < LayerCount - 1)", LayerText.DropOutputs(_cell, "tape", "targetGradient"));
                writer.Line();
                continue;
            }

            EmitLayer("layer");
        }

        writer.Raw("targetGradient = ref sourceGradient;\ntargetStep = LayerOutputSize;");
        writer.Close();
    }

    /// <summary>What a layer read, where its gradient goes, and whether that is wanted; declared where there are several layers.</summary>
    public (string Rows, string Step, string Gradient, string GradientStep, string Wanted) EmitSource()
    {
        var first = FirstSource();
        if (_cell.Layers == 1)
        {
            return first;
        }

        writer.Raw($"""
            ref float source = ref layer == 0 ? ref {first.Rows} : ref tape.LayerOutput(layer - 1);
            int sourceStep = layer == 0 ? {first.Step} : LayerOutputSize;
            ref float sourceGradient = ref layer == 0 ? ref {first.Gradient} : ref tape.LayerGradient(layer - 1);
            int sourceGradientStep = layer == 0 ? {first.GradientStep} : LayerOutputSize;
            """);
        string wanted = first.Wanted switch { "true" => "true", "false" => "layer > 0", _ => $"layer > 0 || {first.Wanted}" };
        return ("source", "sourceStep", "sourceGradient", "sourceGradientStep", wanted);
    }

    private void EmitLayer(string layer)
    {
        var (source, step, gradient, gradientStep, wanted) = EmitSource();
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
            writer.End();
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
            writer.End();
        }
    }

    /// <summary>What the first layer read, where its gradient goes, and whether that is wanted.</summary>
    private (string Rows, string Step, string Gradient, string GradientStep, string Wanted) FirstSource()
    {
        (string source, string step) = _spec.IsEmbedded ? ("tape.Embedded", "InputSize")
            : _spec.GathersColumns ? (_cell.Layers > 1 ? "tape.LayerOutput(0)" : "tape.Projected", "LayerOutputSize")
            : ("input", "inputStep");
        return All.Target is null ? (source, step, source, step, "false")
            : All.IfWanted ? (source, step, "inputGradient", "inputGradientStep", "wantsInput")
            : (source, step, "tape.EmbeddedGradient", step, "true");
    }
}
