using CellGen.Generator.Equations;
using CellGen.Generator.Kernels;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;
using static System.FormattableString;

namespace CellGen.Generator.Flow;

/// <summary>Emits the gradients of a layer's weights, after its recurrence: one product over all steps for each matrix.</summary>
internal sealed class WeightGradientEmitter(CodeWriter writer, NetPlan plan)
{
    /// <summary>Of one direction.</summary>
    public void Emit(Chain chain)
    {
        EmitInputWeights(chain);
        EmitRecurrentWeights(chain);
    }

    private void EmitInputWeights(Chain chain)
    {
        string offset = chain.Name("offset");
        string gates = chain.Name("inputGates");
        string Product(KernelName kernel)
        {
            var (product, columns) = SharedKernelText.WeightGradient(plan.Kernels, kernel.ToString());
            string call = product.Call(
                ("columns", columns), ("gradient", $"gradient.At({offset})"), ("rowGradients", gates), ("gradientStep", "GateStride"),
                ("operands", "source"), ("operandStep", "sourceStep"), ("rows", "steps"));
            return $"_kernels.{call};";
        }

        if (plan.Kernels.SharesInputGradients)
        {
            writer.Raw(Product(KernelName.WeightGradient));
        }
        else
        {
            LayerText.EmitByLayer(
                writer,
                plan.Spec.Cell,
                plan.Spec.GathersColumns
                    ? $"Layout.InputMatrix.Scatter(ref gradient.At({offset}), ref tokens, tokensStep, ref {gates}, GateStride, steps);"
                    : Product(KernelName.InputWeightGradient),
                () => Product(KernelName.LayerWeightGradient));
        }

        if (plan.Spec.Cell.Bias)
        {
            writer.Raw($"Rows.AddSums(ref {gates}, GateStride, steps, ref gradient.At({offset} + {LayerText.WeightLength(plan.Spec.Cell, "layer")}), GateLanes);");
            EmitUnbiased(AffineSource.Input, plan.Step.Cell.Gates, $"gradient.At({offset} + {LayerText.WeightLength(plan.Spec.Cell, "layer")})");
        }
    }

    private void EmitRecurrentWeights(Chain chain)
    {
        foreach (var phase in plan.Training.Phases.Where(phase => phase.Product is not null))
        {
            var product = phase.Product!;
            var matrix = plan.MatrixOf(product);
            string gates = chain.Name(phase.SharesGradients ? "inputGates" : "productGates");
            int gateOffset = phase.SharesGradients ? 0 : plan.ProductGateOffset(product);
            string rows = MemoryText.Of(new(gates, gateOffset));
            string step = phase.SharesGradients ? "GateStride" : "ProductGateStride";
            string operand = product.ReadsState
                ? chain.Name(product.Operand)
                : MemoryText.Of(new($"tape.Values({chain.Recurrence(plan.Spec.Cell.Directions)})", plan.Training.Taped.IndexOf(product.Operand) * plan.TapedLength));
            var (kernel, columns) = SharedKernelText.WeightGradient(plan.Kernels, WeightGradient.NameOf(matrix));
            string call = kernel.Call(
                ("columns", columns), ("gradient", $"gradient.At({LayerText.RecurrentPlace(chain, matrix.Weights.Offset)})"), ("rowGradients", rows), ("gradientStep", step),
                ("operands", operand), ("operandStep", product.ReadsState ? "StateStride" : "TapeStride"), ("rows", "steps"));
            writer.Raw($"_kernels.{call};");
            if (matrix.Bias is { } bias)
            {
                writer.Raw(Invariant($"Rows.AddSums(ref {rows}, {step}, steps, ref gradient.At({LayerText.RecurrentPlace(chain, bias.Offset)}), {matrix.Layout.Lanes});"));
                EmitUnbiased(product.Source, product.Gates, $"gradient.At({LayerText.RecurrentPlace(chain, bias.Offset)})");
            }
        }
    }

    /// <summary>Gates that have no bias have none to learn: the lanes that they would have stay zero, as padding does.</summary>
    private void EmitUnbiased(AffineSource source, Symbols gates, string gradient)
    {
        foreach (string gate in plan.Step.WithoutBias(source).Where(gates.Contains))
        {
            writer.Raw(Invariant($"Rows.ClearGate(ref {gradient}, HiddenSize, {gates.Count}, {gates.IndexOf(gate)});"));
        }
    }
}
