using CellGen.Generator.Equations;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>A packed matrix of the recurrence: the product of a phase, with its place among the parameters.</summary>
/// <param name="Product">What it multiplies.</param>
/// <param name="Layout">Its lanes.</param>
/// <param name="Columns">The length of the operand.</param>
/// <param name="Offset">Where it begins in the recurrent part of a layer's parameters.</param>
/// <param name="BiasOffset">Where its bias begins there, or −1.</param>
/// <param name="TransposedOffset">Where the transposed matrix begins in the tape's memory for them.</param>
internal sealed record MatrixPlan(PhaseProduct Product, LaneLayout Layout, int Columns, int Offset, int BiasOffset, int TransposedOffset)
{
    /// <summary>The lanes of the transposed matrix: the gradient of the operand.</summary>
    public LaneLayout OperandLanes => new(Columns, 1);

    /// <summary>The tensor, for comments: "weight_hh", or "weight_hh (n)" where the matrix is a part of it.</summary>
    public string TensorText => Product.Source == AffineSource.Projection
        ? "weight_hr"
        : "weight_hh" + (Product.Name == nameof(AffineSource.Hidden) ? "" : $" ({string.Join(", ", Product.Gates)})");

    /// <summary>The length of the transposed matrix.</summary>
    public int TransposedLength => Layout.Lanes * OperandLanes.Lanes;
}
