using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>Everything about a model that does not depend on the vector width.</summary>
internal sealed class ModelPlan
{
    public ModelPlan(ModelSpec spec)
    {
        Spec = spec;
        var cell = spec.Cell;
        Step = StepPlan.Create(cell);
        Gates = new LaneLayout(cell.Hidden, Step.Gates);
        UnitLanes = new LaneLayout(cell.Hidden, 1);
        HeadLanes = spec.Head is { } head ? new LaneLayout(head.Output, 1) : null;
        FirstLayerLength = LayerLength(cell.Input);
        UpperLayerLength = LayerLength(cell.LayerOutput);
        HeadOffset = cell.Directions * (FirstLayerLength + ((cell.Layers - 1) * UpperLayerLength));
        PackedLength = HeadOffset + (HeadLanes is { } lanes ? lanes.MatrixLength(cell.LayerOutput) + HeadBiasLength : 0);
    }

    public ModelSpec Spec { get; }

    public StepPlan Step { get; }

    /// <summary>The lanes of weight_ih and weight_hh: hidden units × gates.</summary>
    public LaneLayout Gates { get; }

    /// <summary>The lanes of a row of hidden units, such as a state.</summary>
    public LaneLayout UnitLanes { get; }

    /// <summary>The lanes of head.weight, or null.</summary>
    public LaneLayout? HeadLanes { get; }

    /// <summary>The lanes of the transposed weight_ih of the first layer: the gradient of the input.</summary>
    public LaneLayout InputLanes => new(Spec.Cell.Input, 1);

    /// <summary>The lanes of a row of layer outputs: the gradient of the layer below.</summary>
    public LaneLayout LayerOutputLanes => new(Spec.Cell.LayerOutput, 1);

    /// <summary>The number of floats from one row of a state, or of a taped value, to the next.</summary>
    public int StateStride => UnitLanes.Lanes;

    /// <summary>The number of floats of one step on the tape.</summary>
    public int TapeStride => Step.Taped.Count * StateStride;

    /// <summary>The number of packed floats of one direction of the first layer, and of each layer above it.</summary>
    public int FirstLayerLength { get; }

    public int UpperLayerLength { get; }

    /// <summary>Where the head's tensors begin in the packed parameters.</summary>
    public int HeadOffset { get; }

    /// <summary>The number of packed floats, with padding.</summary>
    public int PackedLength { get; }

    private int HeadBiasLength => Spec.Head is { Bias: true } ? HeadLanes!.Lanes : 0;

    /// <summary>The number of parameters as torch counts them.</summary>
    public long ParameterCount => CountParameters(Spec.Cell, Spec.Head);

    /// <summary>The number of parameters as torch counts them; needs no plan.</summary>
    public static long CountParameters(CellSpec cell, HeadSpec? head)
    {
        long rows = CellCatalog.EquationsOf(cell).Gates.Count * (long)cell.Hidden;
        long Layer(int input) => rows * (input + cell.Hidden + (cell.Bias ? 2 : 0));
        long headCount = head is null ? 0 : head.Output * (cell.LayerOutput + (head.Bias ? 1L : 0));
        return (cell.Directions * (Layer(cell.Input) + ((cell.Layers - 1) * Layer(cell.LayerOutput)))) + headCount;
    }

    /// <summary>The multiply-adds of one step of the whole net.</summary>
    public long MultiplyAdds
    {
        get
        {
            var cell = Spec.Cell;
            long rows = Step.Gates * (long)cell.Hidden;
            long layers = cell.Input + cell.Hidden + ((cell.Layers - 1L) * (cell.LayerOutput + cell.Hidden));
            long head = Spec.Head is { Over: HeadInput.EveryStep } spec ? (long)spec.Output * cell.LayerOutput : 0;
            return (cell.Directions * rows * layers) + head;
        }
    }

    /// <summary>The number of steps whose input products are computed at once: as many as fit in 16 KB, at least 4.</summary>
    public int ChunkSteps => Math.Min(64, Math.Max(4, 4096 / Gates.Lanes));

    private int LayerLength(int input) =>
        Gates.MatrixLength(input) + Gates.MatrixLength(Spec.Cell.Hidden) + (Spec.Cell.Bias ? 2 * Gates.Lanes : 0);
}
