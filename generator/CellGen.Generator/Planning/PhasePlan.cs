using CellGen.Generator.Equations;

namespace CellGen.Generator.Planning;

/// <summary>
/// One phase of a step: at most one product with a vector that is complete when the phase begins, and the element-wise
/// values that can be computed from its sums. Backward visits the phases in reverse, each first with its element-wise
/// program, then with its product, transposed.
/// </summary>
/// <param name="Units">What the rows of the phase hold.</param>
/// <param name="Product">The product, or null.</param>
/// <param name="JoinedGates">
/// The gates whose two products are only ever added, W x + U h: U h is accumulated onto W x.
/// </param>
/// <param name="EarlyGates">
/// The gates whose sums are wanted first, since more functions follow them than follow the others (a GRU's reset gate, an
/// LSTM's gates but the output's); empty where all are alike.
/// </param>
/// <param name="SharesGradients">
/// Whether each gate's gradient is the same for W x and U h, so that one row of gradients serves both.
/// </param>
internal sealed record PhasePlan(
    Units Units,
    PhaseProduct? Product,
    IReadOnlyCollection<string> JoinedGates,
    IReadOnlyCollection<string> EarlyGates,
    bool SharesGradients,
    ElementwiseProgram Forward,
    ElementwiseProgram ForwardTaped,
    ElementwiseProgram Backward)
{
    /// <summary>Whether what flows back through the product is added to what the equations give of the operand's gradient.</summary>
    public bool AddsToGradient => Backward.Outputs.Any(output => output.Kind == OutputKind.StateGradient && output.Symbol == Product!.Operand);
}

/// <summary>The product of a phase.</summary>
/// <param name="Source">The tensor that the matrix is, or is a part of.</param>
/// <param name="Name">The name of the matrix in generated code: "Hidden", or with its gates where the tensor has several.</param>
/// <param name="Operand">The name of the state or value that is multiplied.</param>
/// <param name="ReadsState">Whether that is a state of the previous step.</param>
/// <param name="OperandUnits">What the elements of the operand belong to.</param>
/// <param name="Units">What the lanes of the matrix belong to.</param>
/// <param name="Gates">The gates whose rows are stacked in the matrix.</param>
/// <param name="HasBias">Whether some of the gates have a bias beside it, where the cell has biases.</param>
internal sealed record PhaseProduct(
    AffineSource Source,
    string Name,
    string Operand,
    bool ReadsState,
    Units OperandUnits,
    Units Units,
    Symbols Gates,
    bool HasBias);
