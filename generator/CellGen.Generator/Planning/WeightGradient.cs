using CellGen.Layout;

namespace CellGen.Generator.Planning;

/// <summary>A sum of outer products over all steps, added to the gradient of a packed matrix.</summary>
/// <param name="Name">The name of the kernel.</param>
/// <param name="Summary">What it computes, for its doc comment.</param>
/// <param name="Layout">The packed order of the matrix.</param>
/// <param name="Columns">The length of an operand row.</param>
internal sealed record WeightGradient(string Name, string Summary, LaneLayout Layout, int Columns) : Kernel(Summary)
{
    /// <summary>The number of columns whose sums are accumulated at once, at every width.</summary>
    public const int Tile = 4;

    /// <summary>Whether the number of columns is an argument: one kernel serves matrices that differ in nothing else.</summary>
    public bool IsVariable { get; init; }

    /// <summary>The numbers of columns, 2 and 1, that may be left over by whole tiles, added up.</summary>
    public int Rest { get; init; } = Columns % Tile;

    /// <summary>Whether the number of columns may be an argument: there is a tile.</summary>
    public bool CouldVary => Columns >= Tile;

    /// <summary>Whether rows of gradients hold the units alone, as users' spans do, or all lanes with their padding.</summary>
    public bool IsExact => Layout.Gates == 1;

    /// <summary>The kernel for a matrix of the recurrence.</summary>
    public static string NameOf(MatrixPlan matrix) => matrix.Product.Name + "WeightGradient";
}
