using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

/// <summary>Emits the gradient of what a layer read: the gradients of its gates times its input weights, transposed.</summary>
internal sealed class SourceGradientEmitter(CodeWriter writer, NetPlan plan)
{
    private bool HasContext => plan.Spec.Part is { HasContext: true };

    /// <summary>Of all steps, in one product; where there is a context the first layer's went step by step.</summary>
    public void Emit()
    {
        if ((!plan.HasInputGradient || HasContext) && plan.Spec.Cell.Layers == 1)
        {
            return;
        }

        writer.Line();
        writer.Open(HasContext ? (FormattableString)$"if (wantsSource && layer > 0)" : $"if (wantsSource)");
        foreach (var chain in Chain.Of(plan))
        {
            string accumulate = chain.IsVariable ? "reverse" : chain.Choose("false", "true");
            string Product(KernelName kernel) => this.Product(
                kernel, chain.Recurrence(plan.Spec.Cell.Directions), chain.Name("inputGates"), "GateStride", "sourceGradient", "sourceGradientStep", "steps", accumulate);
            if (plan.HasInputGradient && !HasContext)
            {
                LayerText.EmitByLayer(writer, plan.Spec.Cell, Product(KernelName.InputGradient), () => Product(KernelName.LayerGradient));
            }
            else
            {
                writer.Raw(Product(KernelName.LayerGradient));
            }

            EmitDirect(chain, "GateLanes", "sourceGradient", "steps");
        }

        writer.Close();
    }

    /// <summary>Of one step of the first layer, within its recurrence.</summary>
    /// <param name="chain">The direction.</param>
    /// <param name="step">The step.</param>
    public void EmitStep(Chain chain, string step)
    {
        string gradient = $"Floats.At(ref sourceGradient, {step} * sourceGradientStep)";
        writer.Raw(Product(
            KernelName.InputGradient, "0", $"Floats.At(ref {chain.Name("inputGates")}, {step} * GateStride)", "GateStride", gradient, "sourceGradientStep", "1", "false"));
        EmitDirect(chain, $"({step} * GateStride) + GateLanes", gradient, "1");
    }

    /// <summary>For a dense layer without a function: the gradient of what it read at one step, before all of its weights.</summary>
    public void EmitAlone() => writer.Raw($$"""
        /// <summary>Begins a backward pass in which the gradient of the input is asked for step by step.</summary>
        public void BeginInputGradient(SequenceMemory tape) => TransposeWeights(tape, wantsInput: true);

        /// <summary>The gradient of the input of one step.</summary>
        public void InputGradient(ref float outputGradient, ref float inputGradient, SequenceMemory tape) => {{Product(
            KernelName.InputGradient, "0", "outputGradient", "GateLanes", "inputGradient", "InputSize", "1", "false")}}

        """);

    private string Product(KernelName kernel, string recurrence, string gates, string gateStep, string gradient, string gradientStep, string rows, string accumulate)
    {
        string call = Signatures.Of(plan.Kernels.Product(kernel)).Call(
            ("weights", $"tape.TransposedInput({recurrence})"), ("input", gates), ("inputStep", gateStep),
            ("output", gradient), ("outputStep", gradientStep), ("rows", rows), ("accumulate", $"accumulate: {accumulate}"));
        return $"_kernels.{call};";
    }

    /// <summary>Adds the gradient of the input itself, where equations read it unit by unit.</summary>
    private void EmitDirect(Chain chain, string place, string gradient, string rows)
    {
        if (plan.Step.ReadsInput)
        {
            writer.Raw($"Rows.Add(ref Floats.At(ref {chain.Name("inputGates")}, {place}), GateStride, ref {gradient}, sourceGradientStep, {rows}, HiddenSize);");
        }
    }
}
