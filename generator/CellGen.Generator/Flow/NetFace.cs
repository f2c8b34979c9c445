using CellGen.Generator.Model;
using CellGen.Generator.Planning;

namespace CellGen.Generator.Flow;

/// <summary>What the public side and the core beneath it say of a net, whether it is one stack, has several layers or is an encoder and decoder.</summary>
/// <param name="Spec">The net.</param>
/// <param name="Memory">The type of the memory of workspaces and tapes.</param>
/// <param name="HasCellStates">Whether there are cell states beside hidden ones.</param>
/// <param name="IsFrozen">Whether a part of the parameters is not trained.</param>
/// <param name="Drops">Whether anything is dropped in training.</param>
/// <param name="RunsBatchLanes">Whether sequences of a batch run side by side.</param>
internal sealed record NetFace(
    ModelSpec Spec, string Memory, bool HasCellStates, bool IsFrozen, bool Drops, bool RunsBatchLanes)
{
    /// <summary>The face of one stack.</summary>
    public static NetFace Of(NetPlan plan) => new(
        plan.Spec,
        "SequenceMemory",
        plan.Step.StateNames.Count > 1,
        plan.Parameters.TrainedLength < plan.Parameters.PackedLength,
        plan.Spec.Cell.DropsOutputs || plan.Training.HasMask,
        plan.RunsBatchLanes || plan.RunsAbreastWithoutTape);

    /// <summary>The face of several layers.</summary>
    public static NetFace Of(NetworkPlan plan) => new(
        plan.Spec,
        "NetworkMemory",
        plan.Cells.Any(layer => layer.Core!.Step.StateNames.Count > 1),
        plan.TrainedLength < plan.PackedLength,
        plan.Drops,
        plan.Cores.Any(layer => layer.Core is { RunsBatchLanes: true } or { RunsAbreastWithoutTape: true }));

    /// <summary>The face of an encoder and decoder.</summary>
    public static NetFace Of(PairPlan plan) => new(
        plan.Spec,
        "EncoderDecoderMemory",
        plan.Decoder.Core.Step.StateNames.Count > 1,
        plan.TrainedLength < plan.PackedLength,
        plan.Drops,
        RunsBatchLanes: false);

    public IReadOnlyList<OutputSpec> Outputs => Spec.Outputs;

    /// <summary>The outputs as parameters: "Span&lt;float> output".</summary>
    public string OutputParameters => string.Join(", ", Outputs.Select(output => $"Span<float> {output.Name}"));

    /// <summary>The outputs as arguments.</summary>
    public string OutputArguments => string.Join(", ", Outputs.Select(output => output.Name));

    /// <summary>Their gradients as parameters.</summary>
    public string GradientParameters => string.Join(", ", Outputs.Select(output => $"ReadOnlySpan<float> {output.Gradient}"));

    /// <summary>Their gradients as arguments.</summary>
    public string GradientArguments => string.Join(", ", Outputs.Select(output => output.Gradient));

    /// <summary>The shape of an output of one sequence.</summary>
    public static string ShapeOf(OutputSpec output) => output.OneRow ? $"[{output.SizeName}]" : $"[T × {output.SizeName}]";

    /// <summary>The shape of an output of a batch.</summary>
    public static string BatchShapeOf(OutputSpec output) =>
        output.OneRow ? $"[B × {output.SizeName}]" : $"[B × T × {output.SizeName}] or [T × B × {output.SizeName}]";
}
