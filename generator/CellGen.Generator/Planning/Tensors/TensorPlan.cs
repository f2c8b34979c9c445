namespace CellGen.Generator.Planning;

/// <summary>A tensor as users and files see it, and where its parts lie.</summary>
/// <param name="Name">torch's name, within its stack.</param>
/// <param name="Role">The member of the runtime's ParameterRole.</param>
/// <param name="Rows">The number of rows, of all gates; the length of a vector.</param>
/// <param name="Columns">The number of columns of a matrix; 0 for a vector.</param>
/// <param name="Gates">The gates whose rows it has, one below the other; none where it is one matrix.</param>
/// <param name="Blocks">Its parts.</param>
internal sealed record TensorPlan(string Name, string Role, int Rows, int Columns, IReadOnlyList<string> Gates, IReadOnlyList<TensorBlock> Blocks)
{
    /// <summary>The rows of a gate.</summary>
    public int Units { get; init; }

    /// <summary>It is drawn within ±1/√ of this number; within ±1 where it is 0.</summary>
    public int BoundOf { get; init; }

    /// <summary>The kernel of a convolution whose windows are the columns; 0 where there is none.</summary>
    public int Kernel { get; init; }

    /// <summary>The row that stays zero; −1 where there is none.</summary>
    public int Padding { get; init; } = -1;
}
