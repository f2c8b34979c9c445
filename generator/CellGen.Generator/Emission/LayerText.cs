using CellGen.Generator.Model;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Emission;

/// <summary>What Forward and Step say alike about a layer: its weights, its input products, where it writes, the head.</summary>
internal sealed class LayerText(CodeWriter writer, ModelPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;

    /// <summary>The member of State that holds a state of the equations.</summary>
    public static string Accessor(string state) => state == "h" ? "Hidden" : "Cell";

    /// <summary>References to the weights of one direction of the layer.</summary>
    public void EmitWeights(string direction)
    {
        writer.Raw($$"""
            ref float weights = ref _parameters.At(LayerOffset(layer, {{direction}}));
            ref float hiddenWeights = ref Unsafe.Add(ref weights, WeightInputLength(layer));
            """);
        if (_spec.Cell.Bias)
        {
            writer.Raw("""
                ref float inputBiases = ref Unsafe.Add(ref hiddenWeights, WeightHiddenLength);
                ref float hiddenBiases = ref Unsafe.Add(ref inputBiases, GateLanes);
                """);
        }
    }

    /// <summary>Where a layer writes: the last one, unless a head follows, to the user's output.</summary>
    public string Target(string inner) => (_spec.Head, _spec.Cell.Layers) switch
    {
        (not null, _) => inner,
        (null, 1) => "MemoryMarshal.GetReference(output)",
        _ => $"layer == LayerCount - 1 ? ref MemoryMarshal.GetReference(output) : ref {inner}",
    };

    /// <summary>The call of the head for so many rows.</summary>
    public string HeadCall(string source, string target, string rows)
    {
        string bias = _spec.Head!.Bias ? "ref _parameters.At(HeadBiasOffset), " : "";
        return $"_kernels.Head(ref _parameters.At(HeadOffset), {bias}ref {source}, LayerOutputSize, ref {target}, OutputSize, {rows});";
    }

    /// <summary>The input products of the rows from first to first + count.</summary>
    public void EmitProjection()
    {
        string bias = _spec.Cell.Bias ? "ref inputBiases, " : "";
        string Call(KernelName kernel, string size) =>
            $"_kernels.{kernel}(ref weights, {bias}ref Unsafe.Add(ref source, first * {size}), {size}, ref projected, GateLanes, count);";

        if (_spec.Cell.Layers == 1)
        {
            writer.Raw(Call(KernelName.ProjectInput, "InputSize"));
            return;
        }

        writer.Raw($$"""
            if (layer == 0)
            {
                {{Call(KernelName.ProjectInput, "InputSize")}}
            }
            else
            {
                {{Call(KernelName.ProjectLayer, "LayerOutputSize")}}
            }

            """);
    }
}
