using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>A sum of outer products over all steps, added to the gradient of a packed matrix.</summary>
/// <param name="Name">The name of the kernel.</param>
/// <param name="Summary">What it computes, for its doc comment.</param>
/// <param name="Layout">The packed order of the matrix.</param>
/// <param name="Columns">The length of an operand row.</param>
internal sealed record WeightGradient(string Name, string Summary, LaneLayout Layout, int Columns)
{
    /// <summary>Whether rows of gradients hold the units alone, as users' spans do, or all lanes with their padding.</summary>
    public bool IsExact => Layout.Gates == 1;

    /// <summary>The kernel for a matrix of the recurrence.</summary>
    public static string NameOf(MatrixPlan matrix) => matrix.Product.Name + "WeightGradient";
}
