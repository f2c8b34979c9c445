using CellGen.Generator.Equations;
using CellGen.Generator.Model;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>
/// Where the tensors lie in the packed parameters: layer after layer, direction after direction, weight_ih, bias_ih, the matrices
/// of the recurrence with their biases, the vectors; then the head and the embedding. Offsets and lengths are in floats.
/// </summary>
internal sealed class ParameterMap
{
    private readonly NetPlan _plan;

    public ParameterMap(NetPlan plan)
    {
        _plan = plan;
        var (spec, cell) = (plan.Spec, plan.Spec.Cell);
        int InputLength(int input) => plan.Gates.MatrixLength(input) + (cell.Bias ? plan.Gates.Lanes : 0);
        InputBiasOffset = plan.Gates.MatrixLength(spec.InputColumns);
        Matrices = PlanMatrices(plan, out int recurrent);
        VectorOffset = recurrent;
        RecurrentLength = recurrent + (plan.Step.Cell.Vectors.Count * plan.UnitLanes.Lanes);
        FirstLayerLength = InputLength(spec.InputColumns) + RecurrentLength;
        UpperLayerLength = InputLength(cell.LayerOutput) + RecurrentLength;
        HeadOffset = cell.Directions * (FirstLayerLength + ((cell.Layers - 1) * UpperLayerLength));
        EmbeddingOffset = HeadOffset + (plan.Head?.Length ?? 0);
        EmbeddingStride = LaneLayout.RoundUp(cell.Input, LaneLayout.Block);
        int embedding = spec.IsEmbedded ? spec.Tokens!.Rows * EmbeddingStride : 0;
        TrainedLength = EmbeddingOffset + (spec.Tokens is { Frozen: true } ? 0 : embedding);
        PackedLength = EmbeddingOffset + embedding;
        TotalCount = Count(cell, spec.Head, spec.Tokens);
    }

    /// <summary>The packed matrices of the recurrence, in the order of their phases.</summary>
    public IReadOnlyList<MatrixPlan> Matrices { get; }

    /// <summary>The tensors as users and files see them, and where their parts lie.</summary>
    public IReadOnlyList<TensorPlan> Tensors => TensorPlanner.Of(_plan);

    /// <summary>Where bias_ih begins, from the beginning of the first layer's weight_ih.</summary>
    public int InputBiasOffset { get; }

    /// <summary>Where the vectors of parameters begin in the recurrent part.</summary>
    public int VectorOffset { get; }

    /// <summary>The length of the recurrent part of a layer: everything but weight_ih and bias_ih.</summary>
    public int RecurrentLength { get; }

    /// <summary>The length of one direction of the first layer.</summary>
    public int FirstLayerLength { get; }

    /// <summary>The length of one direction of each layer above it.</summary>
    public int UpperLayerLength { get; }

    /// <summary>Where the head's tensors begin.</summary>
    public int HeadOffset { get; }

    /// <summary>Where the embedding begins, the last of the tensors.</summary>
    public int EmbeddingOffset { get; }

    /// <summary>From one row of the embedding to the next.</summary>
    public int EmbeddingStride { get; }

    /// <summary>The length of what is trained, with padding.</summary>
    public int TrainedLength { get; }

    /// <summary>The length of everything, with padding.</summary>
    public int PackedLength { get; }

    /// <summary>The number of parameters as torch counts them.</summary>
    public long TotalCount { get; }

    /// <summary>The number of parameters as torch counts them; plans nothing.</summary>
    public static long Count(CellSpec cell, HeadSpec? head, TokenSpec? tokens)
    {
        var equations = CellCatalog.EquationsOf(cell);
        long hidden = cell.Hidden;
        long recurrent = equations.Vectors.Count * hidden;
        foreach (var affine in equations.Values().OfType<Affine>().Where(affine => affine.Source != AffineSource.Input))
        {
            recurrent += affine.Source == AffineSource.Projection
                ? cell.Projection * hidden
                : hidden * (cell.StateSize + (cell.Bias && affine.HasBias ? 1 : 0));
        }

        int biases = cell.Bias ? equations.Values().OfType<Affine>().Count(affine => affine is { Source: AffineSource.Input, HasBias: true }) : 0;
        long Layer(long input) => (hidden * ((equations.Gates.Count * input) + biases)) + recurrent;
        long columns = tokens is { Embedded: false } ? tokens.Rows : cell.Input;
        long headInput = cell.LayerOutput + (head is { ReadsInput: true } ? cell.Input : 0);
        return (cell.Directions * (Layer(columns) + ((cell.Layers - 1) * Layer(cell.LayerOutput))))
            + (head is null ? 0 : head.Output * (headInput + (head.Bias ? 1L : 0)))
            + (tokens is { Embedded: true } ? (long)tokens.Rows * cell.Input : 0);
    }

    private static List<MatrixPlan> PlanMatrices(NetPlan plan, out int length)
    {
        var matrices = new List<MatrixPlan>();
        int offset = 0;
        int transposed = 0;
        foreach (var product in plan.Step.Products)
        {
            // With recurrent dropout the training step reads s = h ⊙ m where this one reads h: the same units.
            var layout = new LaneLayout(plan.SizeOf(product.Units), product.Gates.Count);
            int columns = plan.SizeOf(product.OperandUnits);
            bool bias = plan.Spec.Cell.Bias && product.HasBias;
            int end = offset + layout.MatrixLength(columns);
            var matrix = new MatrixPlan(product, layout, columns, Place.Parameters(offset), bias ? Place.Parameters(end) : null, Place.Transposed(transposed));
            matrices.Add(matrix);
            offset = end + (bias ? layout.Lanes : 0);
            transposed += matrix.TransposedLength;
        }

        length = offset;
        return matrices;
    }
}
