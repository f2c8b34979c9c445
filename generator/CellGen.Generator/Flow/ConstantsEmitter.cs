using CellGen.Generator.Model;
using CellGen.Generator.Planning;
using CellGen.Generator.Printing;

namespace CellGen.Generator.Flow;

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
        var cell = _spec.Cell;
        Emit("StateSize", cell.StateSize, "The size of h: one direction's output.");
        Emit("LayerOutputSize", cell.LayerOutput, "The outputs of one layer.");
        Emit("GateLanes", plan.Gates.Lanes, "The gates of all units, padded: a row of projected inputs, or of gate gradients.");
        EmitWhere(plan.Step.ReadsInput, "GateRowLength", plan.GateRowLength, "Such a row, and behind it the input itself, or its gradient.");
        Emit("StateStride", plan.StateStride, "From one row of a state to the next.");
        Emit("StateFloats", plan.PitchOfStates, "The floats of a State.");
        EmitWhere(cell.SumsDirections, "DirectionsStep", 2 * cell.StateSize, "The outputs of both directions, before they are added.");
        EmitWhere(_spec.Head is not null, "HeadColumns", _spec.HeadColumns, "The number of values that the head reads.");
        if (_spec.Network.Training)
        {
            EmitTrainingConstants();
        }

        EmitWhere(plan.Step.Carried.Count > 0, "CarriedLength", plan.Step.Carried.Count * plan.StateStride, "What goes from phase to phase of a step.");
        EmitWhere(_spec.IsEmbedded, "EmbeddingStride", plan.Parameters.EmbeddingStride, "From one row of the embedding to the next.");
        Emit("ChunkSteps", plan.ChunkSteps, "The number of steps whose input products are computed at once.");
        writer.Line();
    }

    private void EmitTrainingConstants()
    {
        Emit("GateStride", plan.GateStride, "From one row of gate gradients to the next.");
        EmitWhere(plan.ProductGateLanes > 0, "ProductGateStride", plan.ProductGateStride, "From one row of the gradients of the products within the recurrence to the next.");
        EmitWhere(plan.InnerOperands.Count > 0, "OperandGradientLength", plan.InnerOperands.Count * plan.StateStride, "The gradients of what is multiplied within a step.");
        EmitWhere(plan.Matrices.Count > 0, "TransposedLength", plan.TransposedLength, "The matrices of the recurrence of one direction, transposed.");
        Emit("TapeStride", plan.TapeStride, "From one step on the tape to the next.");
    }

    private void EmitOffsets()
    {
        var parameters = plan.Parameters;
        bool isOne = _spec.Cell.Layers == 1;
        writer.Raw("// Where the tensors of one direction of a layer begin: weight_ih, bias_ih, then those of the recurrence.");
        Emit("InputWeightLength", parameters.InputBiasOffset);
        EmitWhere(!isOne, "LayerWeightLength", plan.Gates.MatrixLength(_spec.Cell.LayerOutput));
        EmitWhere(!isOne, "UpperLayerLength", parameters.UpperLayerLength);
        EmitWhere(isOne, "InputPartLength", parameters.InputBiasOffset + (_spec.Cell.Bias ? plan.Gates.Lanes : 0));
        Emit("FirstLayerLength", parameters.FirstLayerLength);
        EmitWhere(plan.Head is not null, "HeadOffset", parameters.HeadOffset);
        EmitWhere(plan.Head is not null, "HeadBiasOffset", parameters.HeadOffset + (plan.Head?.WeightLength ?? 0));
        EmitWhere(_spec.IsEmbedded, "EmbeddingOffset", parameters.EmbeddingOffset);
        Emit("TrainedLength", parameters.TrainedLength);
        Emit("PackedLength", parameters.PackedLength);
        writer.Line();
    }

    /// <summary>A constant that some nets have.</summary>
    private void EmitWhere(bool condition, string name, int value, string? what = null)
    {
        if (condition)
        {
            Emit(name, value, what);
        }
    }

    private void Emit(string name, int value, string? what = null) =>
        writer.Line($"public const int {name} = {value};{(what is null ? "" : " // " + what)}");
}
