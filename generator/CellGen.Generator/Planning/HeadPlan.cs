using CellGen.Generator.Model;
using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>How the head's weights are packed: lanes are its outputs, or, where these are few, what it reads.</summary>
/// <param name="Spec">The head.</param>
/// <param name="Inputs">The length of a row that it reads.</param>
internal sealed record HeadPlan(HeadSpec Spec, int Inputs)
{
    /// <summary>What the product computes, for its doc comment.</summary>
    public const string Summary = "The head, V h + b, for many rows at once.";

    /// <summary>
    /// Whether lanes are what the head reads: with lanes as outputs one output costs as much as sixteen, a broadcast for each
    /// value that is read. Depends on the shape alone, never on the width.
    /// </summary>
    public bool IsNarrow => Spec.Output <= NarrowProduct.MostOutputs;

    /// <summary>The product of a narrow head; null where the head is a <see cref="RowProduct"/>.</summary>
    public NarrowProduct? Narrow => IsNarrow ? new(Summary, InputLanes, Spec.Output, Spec.Bias) : null;

    /// <summary>The lanes of a row of outputs, and of the bias.</summary>
    public LaneLayout OutputLanes => new(Spec.Output, 1);

    /// <summary>The lanes of a row that the head reads.</summary>
    public LaneLayout InputLanes => new(Inputs, 1);

    /// <summary>The lanes of the packed weights: a narrow head's are transposed.</summary>
    public LaneLayout Layout => IsNarrow ? InputLanes : OutputLanes;

    /// <summary>The number of columns of the packed weights.</summary>
    public int Columns => IsNarrow ? Spec.Output : Inputs;

    /// <summary>The length of the packed weights, which the bias follows.</summary>
    public int WeightLength => Layout.MatrixLength(Columns);

    /// <summary>The length of weights and bias.</summary>
    public int Length => WeightLength + (Spec.Bias ? OutputLanes.Lanes : 0);
}
