using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Surface;

/// <summary>Emits the lengths of what the core reads and writes, and where the parameters lie.</summary>
internal sealed class ConstantsEmitter(CodeWriter writer, NetPlan plan)
{
    private readonly ModelSpec _spec = plan.Spec;

    public void Emit()
    {
        EmitLengths();
        EmitOffsets();
    }

    private void EmitLengths()
    {
        Emit("StateSize", _spec.Cell.StateSize, "The size of h: one direction's output.");
        Emit("LayerOutputSize", _spec.Cell.LayerOutput, "The outputs of one layer.");
        Emit("GateLanes", plan.Gates.Lanes, "The gates of all units, padded: a row of projected inputs, or of gate gradients.");
        if (plan.Step.ReadsInput)
        {
            Emit("GateRowLength", plan.GateRowLength, "Such a row, and behind it the input itself, or its gradient.");
        }

        Emit("StateStride", plan.StateStride, "From one row of a state to the next.");
        Emit("StateFloats", plan.PitchOfStates, "The floats of a State.");
        if (_spec.Cell.SumsDirections)
        {
            Emit("DirectionsStep", 2 * _spec.Cell.StateSize, "The outputs of both directions, before they are added.");
        }

        if (_spec.Head is not null)
        {
            Emit("HeadColumns", _spec.HeadColumns, "The number of values that the head reads.");
        }

        if (_spec.Network.Training)
        {
            EmitTrainingConstants();
        }

        if (plan.Step.Carried.Count > 0)
        {
            Emit("CarriedLength", plan.Step.Carried.Count * plan.StateStride, "What goes from phase to phase of a step.");
        }

        if (_spec.IsEmbedded)
        {
            Emit("EmbeddingStride", plan.Parameters.EmbeddingStride, "From one row of the embedding to the next.");
        }

        Emit("ChunkSteps", plan.ChunkSteps, "The number of steps whose input products are computed at once.");
        writer.Line();
    }

    private void EmitTrainingConstants()
    {
        Emit("GateStride", plan.GateStride, "From one row of gate gradients to the next.");
        if (plan.ProductGateLanes > 0)
        {
            Emit("ProductGateStride", plan.ProductGateStride, "From one row of the gradients of the products within the recurrence to the next.");
        }

        if (plan.InnerOperands.Count > 0)
        {
            Emit("OperandGradientLength", plan.InnerOperands.Count * plan.StateStride, "The gradients of what is multiplied within a step.");
        }

        if (plan.Matrices.Count > 0)
        {
            Emit("TransposedLength", plan.TransposedLength, "The matrices of the recurrence of one direction, transposed.");
        }

        Emit("TapeStride", plan.TapeStride, "From one step on the tape to the next.");
    }

    private void EmitOffsets()
    {
        writer.Raw("// Where the tensors of one direction of a layer begin: weight_ih, bias_ih, then those of the recurrence.");
        Emit("InputWeightLength", plan.Parameters.InputBiasOffset);
        if (_spec.Cell.Layers > 1)
        {
            Emit("LayerWeightLength", plan.Gates.MatrixLength(_spec.Cell.LayerOutput));
            Emit("UpperLayerLength", plan.Parameters.UpperLayerLength);
        }
        else
        {
            Emit("InputPartLength", plan.Parameters.InputBiasOffset + (_spec.Cell.Bias ? plan.Gates.Lanes : 0));
        }

        Emit("FirstLayerLength", plan.Parameters.FirstLayerLength);
        if (plan.Head is { } head)
        {
            Emit("HeadOffset", plan.Parameters.HeadOffset);
            Emit("HeadBiasOffset", plan.Parameters.HeadOffset + head.WeightLength);
        }

        if (_spec.IsEmbedded)
        {
            Emit("EmbeddingOffset", plan.Parameters.EmbeddingOffset);
        }

        Emit("TrainedLength", plan.Parameters.TrainedLength);
        Emit("PackedLength", plan.Parameters.PackedLength);
        writer.Line();
    }

    private void Emit(string name, int value, string? what = null) =>
        writer.Line($"public const int {name} = {value};{(what is null ? "" : " // " + what)}");
}
