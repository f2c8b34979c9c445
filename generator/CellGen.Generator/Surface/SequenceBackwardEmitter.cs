using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the backward pass of one sequence: from the head through the layers to the input.</summary>
internal sealed class SequenceBackwardEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;
    private readonly InputText _input = new(plan.Spec);
    private readonly BackwardSource _source = new(writer, plan);

    private bool IsDense => _spec.Tokens is null;

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
        EmitHead();
        if (_cell.Layers == 1)
        {
            EmitFlush();
            var (source, step, gradient, gradientStep) = _source.First;
            EmitLayer(source, step, gradient, gradientStep, "0");
        }
        else
        {
            EmitLayers();
        }

        EmitInput();
        writer.Close();
        writer.Line();
    }

    private void EmitLayers()
    {
        writer.Open($"for (int layer = LayerCount - 1; layer >= 0; layer--)");
        EmitFlush();
        if (_cell.DropsOutputs)
        {
            writer.Open($"if (layer < LayerCount - 1)");
            writer.Raw(LayerText.DropOutputs(_cell, "tape", "targetGradient"));
            writer.Close();
            writer.Line();
        }

        _source.Emit();
        EmitLayer("source", "sourceStep", "sourceGradient", "sourceGradientStep", "layer");
        writer.Raw("targetGradient = ref sourceGradient;\ntargetStep = LayerOutputSize;");
        writer.Close();
    }

    private void EmitLayer(string source, string step, string gradient, string gradientStep, string layer)
    {
        string tokens = _spec.GathersColumns ? ", ref tokens, tokensStep" : "";
        bool variable = Chain.Of(plan)[0].IsVariable;
        if (variable)
        {
            writer.Open($"for (int direction = 0; direction < DirectionCount; direction++)");
        }

        writer.Raw($"""
            BackwardLayer(
                ref {source}, {step}, ref targetGradient, targetStep, ref {gradient}, {gradientStep}, {_source.IsWanted},
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

    /// <summary>The head of one sequence; then targetGradient is the gradient of what it read.</summary>
    /// <param name="usesStep">Whether targetStep is asked for.</param>
    public void EmitHead(bool usesStep = true)
    {
        if (_spec.Head is not { } head)
        {
            writer.Raw("ref float targetGradient = ref outputGradient;\nint targetStep = outputStep;\n");
            return;
        }

        string rows = _spec.OneRow ? "1" : "steps";
        writer.Raw("""
            ref float headGradient = ref outputGradient;
            int headStep = outputStep;
            ref float targetGradient = ref outputGradient;
            targetGradient = ref tape.LayerGradient(LayerCount - 1);
            """);
        if (usesStep)
        {
            writer.Raw("int targetStep = LayerOutputSize;");
        }

        if (head.LogSoftmax)
        {
            writer.Raw($"""
                LogSoftmax.Gradient(ref tape.HeadOutput, OutputSize, ref headGradient, headStep, ref tape.HeadGradient, OutputSize, {rows}, OutputSize);
                Denormals.Flush(MemoryMarshal.CreateSpan(ref tape.HeadGradient, {rows} * OutputSize));
                headGradient = ref tape.HeadGradient;
                headStep = OutputSize;
                """);
        }

        (string operand, string destination) = (head.OneRow, head.ReadsInput) switch
        {
            (true, _) => ("tape.HeadInput", "tape.HeadInputGradient"),
            (_, true) => ("tape.HeadRows", "tape.HeadRowGradients"),
            _ => ("tape.LayerOutput(LayerCount - 1)", "targetGradient"),
        };

        // A narrow head's lanes are what it reads: its matrix lies transposed.
        bool narrow = plan.Head!.IsNarrow;
        (string Row, string Step) read = (operand, "HeadColumns"), given = ("headGradient", "headStep");
        var (lanes, columns) = narrow ? (read, given) : (given, read);
        string weights = Signatures.Of(plan.Kernels.Gradient(nameof(KernelName.HeadWeightGradient))).Call(
            ("gradient", "gradient.At(HeadOffset)"), ("rowGradients", lanes.Row), ("gradientStep", lanes.Step),
            ("operands", columns.Row), ("operandStep", columns.Step), ("rows", rows));
        writer.Raw($"_kernels.{weights};");
        if (head.Bias)
        {
            writer.Raw($"Rows.AddSums(ref headGradient, headStep, {rows}, ref gradient.At(HeadBiasOffset), OutputSize);");
        }

        string inputs = Signatures.Of(plan.Kernels.Product(KernelName.HeadInputGradient)).Call(
            ("weights", narrow ? "_parameters.At(HeadOffset)" : "tape.TransposedHead"), ("input", "headGradient"), ("inputStep", "headStep"),
            ("output", destination), ("outputStep", "HeadColumns"), ("rows", rows));
        writer.Raw($"_kernels.{inputs};");
        switch (head.Over)
        {
            case HeadInput.LastState:
                // The gradient of a last state joins what the caller gave for it.
                string part = _cell.SumsDirections ? "tape.HeadInputGradient" : "Unsafe.Add(ref tape.HeadInputGradient, direction * StateSize)";
                writer.Raw("MemoryMarshal.CreateSpan(ref targetGradient, steps * LayerOutputSize).Clear();");
                writer.Open($"for (int direction = 0; direction < DirectionCount; direction++)");
                writer.Raw($"Rows.Add(ref {part}, 0, ref MemoryMarshal.GetReference(stateGradient.Hidden(LayerCount - 1, direction)), 0, 1, StateSize);");
                writer.Close();
                break;
            case HeadInput.MeanState:
                writer.Raw("""
                    Rows.MeanGradient(
                        MemoryMarshal.CreateSpan(ref tape.HeadInputGradient, LayerOutputSize),
                        MemoryMarshal.CreateSpan(ref targetGradient, steps * LayerOutputSize));
                    """);
                break;
            case HeadInput.InputAndPreviousState:
                writer.Raw("""
                    // The head read the state before each step: the output of the step before it, at first the initial state.
                    ref float previous = ref Unsafe.Add(ref tape.HeadRowGradients, InputSize);
                    Rows.Copy(ref Unsafe.Add(ref previous, HeadColumns), HeadColumns, ref targetGradient, LayerOutputSize, steps - 1, LayerOutputSize);
                    MemoryMarshal.CreateSpan(ref Unsafe.Add(ref targetGradient, (steps - 1) * LayerOutputSize), LayerOutputSize).Clear();
                    """);
                break;
        }

        writer.Line();
    }

    /// <summary>What reaches the input past the layers.</summary>
    public void EmitInput()
    {
        if (_spec.Head is { ReadsInput: true })
        {
            writer.Raw("""
                Rows.Add(ref previous, 0, ref MemoryMarshal.GetReference(stateGradient.Hidden(LayerCount - 1)), 0, 1, LayerOutputSize);
                if (wantsInput)
                {
                    Rows.Add(ref tape.HeadRowGradients, HeadColumns, ref inputGradient, inputGradientStep, steps, InputSize);
                }
                """);
        }

        if (_source.TrainsEmbedding)
        {
            writer.Raw("Layout.Embeddings.Scatter(ref gradient.At(EmbeddingOffset), ref tokens, tokensStep, ref tape.EmbeddedGradient, InputSize, steps);");
        }
    }
}
