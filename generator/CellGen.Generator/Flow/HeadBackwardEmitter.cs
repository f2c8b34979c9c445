using CellGen.Generator.Kernels;
using CellGen.Generator.Model;
using CellGen.Generator.Networks;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>Emits the operations of a head, and of what it reads, in the backward pass of one sequence.</summary>
internal sealed class HeadBackwardEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;

    /// <summary>The number of rows that the head reads and gives.</summary>
    private string Rows => _spec.OneRow ? "1" : "steps";

    /// <summary>Where its gradient is, and that of the layers goes.</summary>
    /// <param name="usesStep">Whether targetStep is asked for.</param>
    public void EmitBeginning(bool usesStep)
    {
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
    }

    /// <summary>From the gradient of log-softmax to that of the product: the user's is not written.</summary>
    public void EmitLogSoftmax() => writer.Raw($"""
        LogSoftmax.Gradient(ref tape.HeadOutput, OutputSize, ref headGradient, headStep, ref tape.HeadGradient, OutputSize, {Rows}, OutputSize);
        Denormals.Flush(MemoryMarshal.CreateSpan(ref tape.HeadGradient, {Rows} * OutputSize));
        headGradient = ref tape.HeadGradient;
        headStep = OutputSize;
        """);

    /// <summary>The gradients of weights and bias, and of what the head read.</summary>
    public void Emit(Stage stage)
    {
        (string operand, string destination) = (stage.Of!.Rows.Layer, _spec.OneRow) switch
        {
            (StackNetwork.Layers, _) => ("tape.LayerOutput(LayerCount - 1)", "targetGradient"),
            (_, true) => ("tape.HeadInput", "tape.HeadInputGradient"),
            _ => ("tape.HeadRows", "tape.HeadRowGradients"),
        };

        // A narrow head's lanes are what it reads: its matrix lies transposed.
        bool narrow = plan.Head!.IsNarrow;
        (string Row, string Step) read = (operand, "HeadColumns"), given = ("headGradient", "headStep");
        var (lanes, columns) = narrow ? (read, given) : (given, read);
        string weights = Signatures.Of(plan.Kernels.Gradient(nameof(KernelName.HeadWeightGradient))).Call(
            ("gradient", "gradient.At(HeadOffset)"), ("rowGradients", lanes.Row), ("gradientStep", lanes.Step),
            ("operands", columns.Row), ("operandStep", columns.Step), ("rows", Rows));
        writer.Raw($"_kernels.{weights};");
        if (_spec.Head!.Bias)
        {
            writer.Raw($"Rows.AddSums(ref headGradient, headStep, {Rows}, ref gradient.At(HeadBiasOffset), OutputSize);");
        }

        string inputs = Signatures.Of(plan.Kernels.Product(KernelName.HeadInputGradient)).Call(
            ("weights", narrow ? "_parameters.At(HeadOffset)" : "tape.TransposedHead"), ("input", "headGradient"), ("inputStep", "headStep"),
            ("output", destination), ("outputStep", "HeadColumns"), ("rows", Rows));
        writer.Raw($"_kernels.{inputs};");
        if (destination == "targetGradient")
        {
            writer.Line();
        }
    }

    /// <summary>The gradient of a part of what the head read, to where that is from.</summary>
    public void EmitInput(RowOperation operation, int target)
    {
        if (operation == RowOperation.MeanGradient)
        {
            writer.Raw("""
                Rows.MeanGradient(
                    MemoryMarshal.CreateSpan(ref tape.HeadInputGradient, LayerOutputSize),
                    MemoryMarshal.CreateSpan(ref targetGradient, steps * LayerOutputSize));

                """);
        }
        else if (operation == RowOperation.DelayGradient)
        {
            writer.Raw("""
                // The head read the state before each step: the output of the step before it, at first the initial state.
                ref float previous = ref Floats.At(ref tape.HeadRowGradients, InputSize);
                Rows.Copy(ref Floats.At(ref previous, HeadColumns), HeadColumns, ref targetGradient, LayerOutputSize, steps - 1, LayerOutputSize);
                MemoryMarshal.CreateSpan(ref Floats.At(ref targetGradient, (steps - 1) * LayerOutputSize), LayerOutputSize).Clear();

                """);
        }
        else if (target == StackNetwork.Input)
        {
            writer.Block(
                $"if (wantsInput)",
                "Rows.Add(ref tape.HeadRowGradients, HeadColumns, ref inputGradient, inputGradientStep, steps, InputSize);");
        }
        else if (_spec.Head is { ReadsInput: true })
        {
            writer.Raw("Rows.Add(ref previous, 0, ref MemoryMarshal.GetReference(stateGradient.Hidden(LayerCount - 1)), 0, 1, LayerOutputSize);");
        }
        else
        {
            // The gradient of a last state joins what the caller gave for it.
            string part = _spec.Cell.SumsDirections ? "tape.HeadInputGradient" : "Floats.At(ref tape.HeadInputGradient, direction * StateSize)";
            writer.Block(
                $"for (int direction = 0; direction < DirectionCount; direction++)",
                $"Rows.Add(ref {part}, 0, ref MemoryMarshal.GetReference(stateGradient.Hidden(LayerCount - 1, direction)), 0, 1, StateSize);");
            writer.Line();
        }
    }
}
