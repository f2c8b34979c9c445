namespace CellGen.Generator.Surface;

/// <summary>A tensor as users and files see it.</summary>
/// <param name="Name">torch's name, within its stack.</param>
/// <param name="Role">The member of the runtime's ParameterRole.</param>
/// <param name="Rows">The number of rows, of all gates; the length of a vector.</param>
/// <param name="Columns">The number of columns of a matrix; 0 for a vector.</param>
/// <param name="Gates">The gates whose rows it has, one below the other; none where it is one matrix.</param>
internal sealed record TensorRows(string Name, string Role, int Rows, int Columns, IReadOnlyList<string> Gates);
