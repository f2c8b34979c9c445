using CellGen.Generator.Equations;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>A packed matrix of the recurrence: the product of a phase, and where its numbers lie.</summary>
/// <param name="Product">What it multiplies.</param>
/// <param name="Layout">Its lanes.</param>
/// <param name="Columns">The length of the operand.</param>
/// <param name="Weights">Where the matrix lies.</param>
/// <param name="Bias">Where its bias lies, or null.</param>
/// <param name="Transposed">Where the backward pass finds it transposed.</param>
internal sealed record MatrixPlan(PhaseProduct Product, LaneLayout Layout, int Columns, Place Weights, Place? Bias, Place Transposed)
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
