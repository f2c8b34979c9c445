using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>What the layers of a backward pass read, and where its gradient goes.</summary>
internal sealed class BackwardSource(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;
    private readonly CellSpec _cell = plan.Spec.Cell;

    /// <summary>Whether the embedding is trained.</summary>
    public bool TrainsEmbedding => _spec.Tokens is { Embedded: true, Frozen: false };

    /// <summary>Whether the gradient of what a layer read is wanted.</summary>
    public string IsWanted => IsDense ? (_cell.Layers > 1 ? "layer > 0 || wantsInput" : "wantsInput")
        : TrainsEmbedding ? "true"
        : _cell.Layers > 1 ? "layer > 0"
        : "false";

    /// <summary>What the first layer read, and where its gradient goes.</summary>
    public (string Rows, string Step, string Gradient, string GradientStep) First
    {
        get
        {
            (string source, string step) = _spec.IsEmbedded ? ("tape.Embedded", "InputSize")
                : _spec.GathersColumns ? (_cell.Layers > 1 ? "tape.LayerOutput(0)" : "tape.Projected", "LayerOutputSize")
                : ("input", "inputStep");
            return (source, step, IsDense ? "inputGradient" : TrainsEmbedding ? "tape.EmbeddedGradient" : source, IsDense ? "inputGradientStep" : step);
        }
    }

    private bool IsDense => _spec.Tokens is null;

    /// <summary>What a layer read, and where its gradient goes.</summary>
    public void Emit()
    {
        var (source, step, gradient, gradientStep) = First;
        writer.Raw($"""
            ref float source = ref layer == 0 ? ref {source} : ref tape.LayerOutput(layer - 1);
            int sourceStep = layer == 0 ? {step} : LayerOutputSize;
            ref float sourceGradient = ref layer == 0 ? ref {gradient} : ref tape.LayerGradient(layer - 1);
            int sourceGradientStep = layer == 0 ? {gradientStep} : LayerOutputSize;
            """);
    }
}
